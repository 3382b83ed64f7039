import { SID_PREFIXES } from '@tandem/contracts';
import type { ResourceKind } from '@tandem/contracts';
import { indexedOf } from '@tandem/journal';
import type { JournalEvent } from '@tandem/journal';
import { newSid, TandemError } from '@tandem/kernel';
import type { Sid } from '@tandem/kernel';
import type { AccountView } from '../accounts.ts';
import type { CreateResource } from '../commands.ts';
import { decideCreate } from '../domain/decide-create.ts';
import type { CreateMeta } from '../domain/decisions.ts';
import type { Definition } from '../domain/definition.ts';
import type { Created, NewPassword } from '../domain/resource.ts';
import type { CreateOutcome } from '../outcomes.ts';
import { applicationCheck } from './application-check.ts';
import type { Context } from './context.ts';
import { idempotencyKeyProblem } from './idempotency-key.ts';
import { firstEvent } from './new-event.ts';
import { viewOfEvent } from './resource-view.ts';
import { settle } from './settle.ts';
import { loadFromStream, nothingStored } from './stored-resource.ts';

/** The resource to be, and the request that stands for it. */
interface Identity {
  readonly sid: Sid;
  readonly requestHmac: string | null;
}

/** Keys of callers are printable, so that the one of a row is none of theirs. */
const keyOf = ({ idempotencyKey, importRow }: CreateResource): string | undefined =>
  importRow === undefined ? idempotencyKey : `${importRow.importId}\n${importRow.row}`;

const identityOf = (
  { idempotency, random }: Context,
  kind: ResourceKind,
  command: CreateResource,
): Identity => {
  const prefix = SID_PREFIXES[kind];
  const { accountSid, fields } = command;
  const key = keyOf(command);
  if (key === undefined) return { sid: newSid(prefix, random), requestHmac: null };
  return {
    sid: idempotency.sid(prefix, accountSid, key),
    requestHmac: idempotency.request(accountSid, fields),
  };
};

const accountOf = async ({ accounts }: Context, sid: Sid): Promise<AccountView> => {
  const account = await accounts.find(sid);
  if (account !== null) return account;
  throw new TandemError('CONTRACT_VIOLATION', `the account ${sid} was let in and is not in the directory`);
};

/** The resource as it was created, from the stream's first event: the answer of the first time. */
const replay = async <K extends ResourceKind>(context: Context, sid: Sid): Promise<CreateOutcome<K>> => {
  const [first] = (await context.journal.readStream(sid)) as readonly JournalEvent<K>[];
  if (first === undefined) throw new TandemError('JOURNAL_CORRUPT', `the stream of ${sid} has vanished`);
  const resource = viewOfEvent(context, first);
  return { kind: 'created', replayed: true, resource, revision: first.revision };
};

const written = async <K extends ResourceKind>(
  context: Context,
  event: Created<K, NewPassword>,
  place: { readonly sid: Sid; readonly account: AccountView; readonly claim: string | null },
): Promise<CreateOutcome<K> | 'conflict'> => {
  const { sid, account, claim } = place;
  const settled = await settle(context, firstEvent(event, { sid, accountSid: account.sid, claim }, context));
  switch (settled.kind) {
    case 'written': {
      const { event: stored } = settled;
      const resource = viewOfEvent(context, stored);
      return { kind: 'created', replayed: false, resource, revision: stored.revision };
    }
    case 'taken':
      return { kind: 'name-taken', name: indexedOf(event.state).name };
    case 'conflict':
      return 'conflict';
    default:
      return settled;
  }
};

/**
 * Creates a resource. Under an Idempotency-Key its sid is derived from account and key, so that of two such requests, even
 * at once, one creates and the other meets its stream.
 */
export const createResource = async <K extends ResourceKind>(
  context: Context,
  definition: Definition<K>,
  command: CreateResource,
): Promise<CreateOutcome<K>> => {
  const keyProblem = idempotencyKeyProblem(command.importRow?.importId ?? command.idempotencyKey);
  if (keyProblem !== null) return { kind: 'invalid', problems: [keyProblem] };
  const { accountSid, fields, tokens } = command;
  const account = await accountOf(context, accountSid);
  const applicationExists = await applicationCheck(context, accountSid, {
    fields,
    names: definition.applicationFields,
  });
  const { sid, requestHmac } = identityOf(context, definition.kind, command);
  for (let attempt = 0; attempt < context.limits.attempts; attempt += 1) {
    // Most keys are new: whether this one is, the append says for nothing.
    const unlooked = requestHmac !== null && attempt === 0;
    const fresh = requestHmac === null || unlooked;
    const { resource } = fresh ? nothingStored : await loadFromStream<K>(context, sid);
    const meta: CreateMeta = {
      now: context.clock.now(),
      domain: account.sipDomain,
      accountSid,
      applicationExists,
    };
    const decision = decideCreate(
      definition,
      resource,
      { type: 'Create', fields, requestHmac, tokens },
      meta,
    );
    if (decision.kind === 'replayed') return replay(context, sid);
    if (decision.kind !== 'append') {
      // Whether the key was used counts more than what is wrong with the request.
      if (unlooked) continue;
      return decision;
    }
    const claim = definition.claim(account.domainOwnerSid, decision.event.state);
    const outcome = await written(context, decision.event, { sid, account, claim });
    if (outcome !== 'conflict') return outcome;
  }
  return { kind: 'undecided', why: `the sid ${sid} met other writes again and again` };
};
