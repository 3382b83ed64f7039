import type { Written } from '@tandem/provisioning';
import { appliedOf } from '@tandem/receipts';
import type { Receipt, Receipts } from '@tandem/receipts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendAnswer } from '../server/answer.ts';
import type { Answer } from '../server/answer.ts';

/** What this API asks of the receipts. */
export type ReceiptSource = Pick<Receipts, 'receipt' | 'wait'>;

/** The header in which a write says what its wait came to: `INSYNC; applied=3; units=4`. */
const summary = (receipt: Receipt): string =>
  `${receipt.status}; applied=${appliedOf(receipt)}; units=${receipt.units.length}`;

export interface WrittenAnswer {
  readonly answer: Answer;
  readonly written: Written;
  readonly receipts: ReceiptSource;
  /** Of `Prefer: wait`; null: there is no such preference. */
  readonly seconds: number | null;
}

/** Ends the wait of a caller who has hung up. */
export const whileConnected = async <T>(
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

const afterWaiting = async (
  { answer, written: { resource, revision }, receipts }: WrittenAnswer,
  seconds: number,
  reply: FastifyReply,
): Promise<Answer> => {
  const change = {
    sid: resource.sid,
    revision,
    recordedAt: Date.parse(resource.state.dateUpdated),
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

/** Sends the answer of a write, once every live unit has the change or the preferred time is up (`Prefer: wait`). */
export const sendWritten = async (
  request: FastifyRequest,
  reply: FastifyReply,
  written: WrittenAnswer,
): Promise<void> => {
  const { answer, seconds } = written;
  const due = seconds === null ? answer : await afterWaiting(written, seconds, reply);
  return sendAnswer(request, reply, due);
};
