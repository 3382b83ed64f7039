import { newSid, TandemError } from '@tandem/kernel';
import type { Sid } from '@tandem/kernel';
import type { AccountView } from '../accounts.ts';
import type { CreateClient } from '../client-commands.ts';
import type { CreateOutcome } from '../client-outcomes.ts';
import type { ClientCreated, NewPassword } from '../domain/client.ts';
import { decideCreate } from '../domain/decide-create.ts';
import type { CreateMeta } from '../domain/decisions.ts';
import { loginClaim } from '../domain/login-claim.ts';
import { applicationCheck } from './application-check.ts';
import { viewOfEvent } from './client-view.ts';
import type { Context } from './context.ts';
import { idempotencyKeyProblem } from './idempotency-key.ts';
import { firstEvent } from './new-event.ts';
import { settle } from './settle.ts';
import { loadFromStream, nothingStored } from './stored-client.ts';

/** The Client to be, and the request that stands for it. */
interface Identity {
  readonly sid: Sid;
  readonly requestHmac: string | null;
}

/** Keys of callers are printable, so that the one of a row is none of theirs. */
const keyOf = ({ idempotencyKey, importRow }: CreateClient): string | undefined =>
  importRow === undefined ? idempotencyKey : `${importRow.importId}\n${importRow.row}`;

const identityOf = ({ idempotency, random }: Context, command: CreateClient): Identity => {
  const { accountSid, fields } = command;
  const key = keyOf(command);
  if (key === undefined) return { sid: newSid('CL', random), requestHmac: null };
  return {
    sid: idempotency.sid(accountSid, key),
    requestHmac: idempotency.request(accountSid, fields),
  };
};

const accountOf = async ({ accounts }: Context, sid: Sid): Promise<AccountView> => {
  const account = await accounts.find(sid);
  if (account !== null) return account;
  throw new TandemError('CONTRACT_VIOLATION', `the account ${sid} was let in and is not in the directory`);
};

/** The Client as it was created, from the stream's first event: the answer of the first time. */
const replay = async (context: Context, sid: Sid): Promise<CreateOutcome> => {
  const [first] = await context.journal.readStream(sid);
  if (first === undefined) throw new TandemError('JOURNAL_CORRUPT', `the stream of ${sid} has vanished`);
  return { kind: 'created', replayed: true, client: viewOfEvent(context, first), revision: first.revision };
};

const written = async (
  context: Context,
  event: ClientCreated<NewPassword>,
  { sid, account }: { readonly sid: Sid; readonly account: AccountView },
): Promise<CreateOutcome | 'conflict'> => {
  const claim = loginClaim(account.domainOwnerSid, event.state.login);
  const settled = await settle(context, firstEvent(event, { sid, accountSid: account.sid, claim }, context));
  switch (settled.kind) {
    case 'written': {
      const { event: stored } = settled;
      const client = viewOfEvent(context, stored);
      return { kind: 'created', replayed: false, client, revision: stored.revision };
    }
    case 'taken':
      return { kind: 'login-taken', login: event.state.login };
    case 'conflict':
      return 'conflict';
    default:
      return settled;
  }
};

/**
 * Creates a Client. Under an Idempotency-Key its sid is derived from account and key, so that of two such requests, even
 * at once, one creates and the other meets its stream.
 */
export const createClient = async (context: Context, command: CreateClient): Promise<CreateOutcome> => {
  const keyProblem = idempotencyKeyProblem(command.importRow?.importId ?? command.idempotencyKey);
  if (keyProblem !== null) return { kind: 'invalid', problems: [keyProblem] };
  const { accountSid, fields } = command;
  const account = await accountOf(context, accountSid);
  const applicationExists = await applicationCheck(context.applications, accountSid, fields);
  const { sid, requestHmac } = identityOf(context, command);
  for (let attempt = 0; attempt < context.limits.attempts; attempt += 1) {
    // Most keys are new: whether this one is, the append says for nothing.
    const unlooked = requestHmac !== null && attempt === 0;
    const fresh = requestHmac === null || unlooked;
    const { client } = fresh ? nothingStored : await loadFromStream(context, sid);
    const meta: CreateMeta = { now: context.clock.now(), domain: account.sipDomain, applicationExists };
    const decision = decideCreate(client, { type: 'CreateClient', fields, requestHmac }, meta);
    if (decision.kind === 'replayed') return replay(context, sid);
    if (decision.kind !== 'append') {
      // Whether the key was used counts more than what is wrong with the request.
      if (unlooked) continue;
      return decision;
    }
    const outcome = await written(context, decision.event, { sid, account });
    if (outcome !== 'conflict') return outcome;
  }
  return { kind: 'undecided', why: `the sid ${sid} met other writes again and again` };
};
