import type { Written } from '@tandem/provisioning';
import { appliedOf } from '@tandem/receipts';
import type { Receipt, Receipts } from '@tandem/receipts';
import type { FastifyReply } from 'fastify';
import type { Answer } from '../server/answer.ts';

/** What this API asks of the receipts. */
export type ReceiptSource = Pick<Receipts, 'receipt' | 'wait'>;

/** The header in which a write says what its wait came to: `INSYNC; applied=3; units=4`. */
const summary = (receipt: Receipt): string =>
  `${receipt.status}; applied=${appliedOf(receipt)}; units=${receipt.units.length}`;

/** Ends the wait of a caller who has hung up. */
const whileConnected = async <T>(
  reply: FastifyReply,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> => {
  const gone = new AbortController();
  const hangUp = (): void => gone.abort();
  reply.raw.once('close', hangUp);
  try {
    return await work(gone.signal);
  } finally {
    reply.raw.off('close', hangUp);
  }
};

/**
 * Keeps the answer of a write back until every live unit has the change, or the preferred time is up (`Prefer: wait`).
 * @param seconds null: there is no such preference
 */
export const awaitUnits = async (
  answer: Answer,
  { client, revision }: Written,
  { receipts, reply, seconds }: { receipts: ReceiptSource; reply: FastifyReply; seconds: number | null },
): Promise<Answer> => {
  if (seconds === null) return answer;
  const change = {
    sid: client.sid,
    revision,
    recordedAt: Date.parse(client.state.dateUpdated),
    revokes: false,
  };
  const receipt = await whileConnected(reply, (signal) => receipts.wait(change, seconds * 1000, signal));
  return {
    ...answer,
    headers: {
      ...answer.headers,
      'preference-applied': `wait=${seconds}`,
      'tandem-propagation': summary(receipt),
    },
  };
};
