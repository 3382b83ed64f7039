import { isDeletion } from '@tandem/contracts';
import { rowOfEvent } from '@tandem/journal';
import type { ResourceRow } from '@tandem/journal';
import { isSid } from '@tandem/kernel';
import type { Random, Sid } from '@tandem/kernel';
import type { CreateResource } from '../commands.ts';
import { fieldProblem } from '../domain/problem.ts';
import type { CreateOutcome } from '../outcomes.ts';
import type { Resources } from '../resources.ts';
import type { Webhooks, WebhookTarget } from '../webhooks/webhooks.ts';
import type { Context } from './context.ts';
import { rowsOf } from './list-resources.ts';

/** Each reads every event of the journal. */
const MAX_WEBHOOKS = 20;
const SECRET_BYTES = 32;
/** Of the Standard Webhooks specification: the rest is base64. */
const SECRET_PREFIX = 'whsec_';

const newSecret = (random: Random): string =>
  `${SECRET_PREFIX}${random.bytes(SECRET_BYTES).toString('base64')}`;

const boundTo = (accountSid: Sid): string => `${accountSid} webhook secret`;

/** Makes a webhook with a fresh secret, which this answer shows, and no other: neither a repeated one. */
export const createWebhook = async (
  context: Context,
  webhooks: Pick<Resources<'Webhook'>, 'create'>,
  command: CreateResource,
): Promise<CreateOutcome<'Webhook'>> => {
  const { accountSid } = command;
  if ((await context.readModel.count({ kind: 'Webhook', accountSid })) >= MAX_WEBHOOKS) {
    return { kind: 'invalid', problems: [fieldProblem('Url', 21372)] };
  }
  const secret = newSecret(context.random);
  const tokens = context.secrets.sealedText(boundTo(accountSid), secret);
  const outcome = await webhooks.create({ ...command, tokens });
  if (outcome.kind !== 'created' || outcome.replayed) return outcome;
  return { ...outcome, resource: { ...outcome.resource, secret } };
};

const targetOf = ({ secrets }: Context, row: ResourceRow<'Webhook'>): WebhookTarget => {
  const { sid, accountSid, createdRevision, state, credentials } = row;
  const secret = credentials === null ? null : secrets.text(sid, boundTo(accountSid), credentials);
  return { sid, accountSid, createdRevision, state, secret };
};

async function* below(context: Context, account: Sid): AsyncGenerator<WebhookTarget> {
  for await (const row of rowsOf(context, { kind: 'Webhook', accountSid: account }))
    yield targetOf(context, row);
  for await (const { sid } of rowsOf(context, { kind: 'Account', accountSid: account }))
    yield* below(context, sid);
}

export const knownWebhooks = (context: Context): Webhooks => ({
  below: (account) => below(context, account),
  find: async (sid) => {
    if (!isSid(sid, 'WH')) return null;
    // Whoever has just seen an event of it may be ahead of the read model.
    const latest = (await context.journal.readStream(sid)).at(-1);
    if (latest === undefined || isDeletion(latest.type)) return null;
    return targetOf(context, rowOfEvent(latest) as ResourceRow<'Webhook'>);
  },
});
