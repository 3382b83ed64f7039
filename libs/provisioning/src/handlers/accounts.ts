import type {
  AccountCommands,
  CreateAccount,
  CreateAccountOutcome,
  RotateOutcome,
  RotateToken,
} from '../accounts/account-commands.ts';
import { MAX_LEVELS, ownerOf } from '../accounts/account-tree.ts';
import { firstTokens, newToken, rotatedTokens } from '../accounts/auth-tokens.ts';
import { accountDefinition } from '../domain/account-definition.ts';
import type { Append, UpdateDecision } from '../domain/decisions.ts';
import type { Resource, Updated } from '../domain/resource.ts';
import { accountKeys, createKey, revokeKey } from './account-keys.ts';
import { changeResource } from './change-resource.ts';
import { changeTokens } from './change-tokens.ts';
import type { Context } from './context.ts';
import { createResource } from './create-resource.ts';
import { viewOfEvent } from './resource-view.ts';
import { updateResource } from './update-resource.ts';

const create = async (
  context: Context,
  { parent, fields, idempotencyKey }: CreateAccount,
): Promise<CreateAccountOutcome> => {
  if (parent.level >= MAX_LEVELS) return { kind: 'too-deep' };
  const authToken = newToken(context.random);
  const outcome = await createResource(context, accountDefinition, {
    accountSid: parent.sid,
    fields,
    tokens: firstTokens(authToken),
    ...(idempotencyKey !== undefined && { idempotencyKey }),
  });
  if (outcome.kind !== 'created') return outcome;
  return { ...outcome, authToken: outcome.replayed ? null : authToken };
};

const rotateToken = async (context: Context, { account, graceMs }: RotateToken): Promise<RotateOutcome> => {
  const authToken = newToken(context.random);
  const now = context.clock.now();
  const graceUntil = now + graceMs;
  const changed = await changeTokens(context, account, {
    changed: ['authToken'],
    tokens: (stored) => rotatedTokens(stored, authToken, graceUntil),
  });
  if (changed.kind !== 'changed') return changed;
  const { event } = changed;
  const resource = viewOfEvent(context, event);
  return { kind: 'rotated', authToken, graceUntil, resource, revision: event.revision };
};

type Refused = Exclude<UpdateDecision<'Account'>, { kind: 'append' | 'unchanged' | 'invalid' }>;

const closed =
  (at: number) =>
  (resource: Resource<'Account'>): Append<Updated<'Account', never>> | Refused => {
    if (resource.kind !== 'live' || resource.state.status !== 'closing') return { kind: 'not-found' };
    const recorded = Math.max(at, Date.parse(resource.state.dateUpdated));
    const dateUpdated = new Date(recorded).toISOString();
    return {
      kind: 'append',
      event: {
        type: 'AccountUpdated',
        change: 'updated',
        at: recorded,
        changed: ['status'],
        state: { ...resource.state, status: 'closed', dateUpdated },
        password: null,
      },
    };
  };

export const accountCommands = (context: Context): AccountCommands => ({
  create: (command) => create(context, command),
  update: ({ account, ...command }) =>
    updateResource(context, accountDefinition, {
      ...command,
      accountSid: ownerOf(account),
      sid: account.sid,
    }),
  rotateToken: (command) => rotateToken(context, command),
  keys: (account) => accountKeys(context, account),
  createKey: (command) => createKey(context, command),
  revokeKey: (place) => revokeKey(context, place),
  finishClosing: async (account) => {
    const target = { accountSid: ownerOf(account), sid: account.sid };
    await changeResource<'Account', Refused>(context, target, closed(context.clock.now()));
  },
});
