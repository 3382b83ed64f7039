import { NO_ACCOUNT } from '@tandem/contracts';
import type {
  AccountCommands,
  CreateAccount,
  CreateAccountOutcome,
  RotateOutcome,
  RotateToken,
} from '../accounts/account-commands.ts';
import { MAX_LEVELS } from '../accounts/account-tree.ts';
import { firstTokens, newToken, rotatedTokens } from '../accounts/auth-tokens.ts';
import { accountDefinition } from '../domain/account-definition.ts';
import type { Append, UpdateDecision } from '../domain/decisions.ts';
import type { Resource, Updated } from '../domain/resource.ts';
import { changeResource } from './change-resource.ts';
import type { Context } from './context.ts';
import { createResource } from './create-resource.ts';
import { viewOfEvent } from './resource-view.ts';
import { updateResource } from './update-resource.ts';

const ownerOf: AccountCommands['ownerOf'] = ({ parentSid }) => parentSid ?? NO_ACCOUNT;

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

type Refused = Exclude<UpdateDecision<'Account'>, { kind: 'append' | 'unchanged' | 'invalid' }>;

const rotation =
  (at: number, tokens: (stored: string | null) => string) =>
  (resource: Resource<'Account'>): Append<Updated<'Account', never>> | Refused => {
    if (resource.kind !== 'live') return { kind: 'not-found' };
    const recorded = Math.max(at, Date.parse(resource.state.dateUpdated));
    return {
      kind: 'append',
      event: {
        type: 'AccountUpdated',
        change: 'updated',
        at: recorded,
        changed: ['authToken'],
        state: { ...resource.state, dateUpdated: new Date(recorded).toISOString() },
        password: null,
        tokens,
      },
    };
  };

const rotateToken = async (context: Context, { account, graceMs }: RotateToken): Promise<RotateOutcome> => {
  const authToken = newToken(context.random);
  const now = context.clock.now();
  const graceUntil = now + graceMs;
  const target = { accountSid: ownerOf(account), sid: account.sid };
  const change = await changeResource<'Account', Refused>(
    context,
    target,
    rotation(now, (stored) => rotatedTokens(stored, authToken, graceUntil)),
  );
  if (change.kind === 'undecided') return change;
  if (change.kind === 'decided') return change.decision;
  const { event } = change;
  const resource = viewOfEvent(context, event);
  return { kind: 'rotated', authToken, graceUntil, resource, revision: event.revision };
};

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
  ownerOf,
  create: (command) => create(context, command),
  update: ({ account, ...command }) =>
    updateResource(context, accountDefinition, {
      ...command,
      accountSid: ownerOf(account),
      sid: account.sid,
    }),
  rotateToken: (command) => rotateToken(context, command),
  finishClosing: async (account) => {
    const target = { accountSid: ownerOf(account), sid: account.sid };
    await changeResource<'Account', Refused>(context, target, closed(context.clock.now()));
  },
});
