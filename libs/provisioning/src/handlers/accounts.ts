import type { Sid } from '@tandem/kernel';
import type {
  AccountCommands,
  AccountPlace,
  CreateAccount,
  CreateAccountOutcome,
  RotateOutcome,
  RotateToken,
} from '../accounts/account-commands.ts';
import { MAX_LEVELS } from '../accounts/account-tree.ts';
import { firstTokens, newToken, rotatedTokens } from '../accounts/auth-tokens.ts';
import { accountDefinition } from '../domain/account-definition.ts';
import { accountKeys, createKey, revokeKey } from './account-keys.ts';
import { changeAccount } from './change-account.ts';
import { changeTokens } from './change-tokens.ts';
import type { Context } from './context.ts';
import { createResource } from './create-resource.ts';
import { addAlias, removeAlias } from './domain-aliases.ts';
import { rowsOf } from './list-resources.ts';
import { moveToDomain } from './move-to-domain.ts';
import { releaseDomains } from './release-names.ts';
import { viewOfEvent } from './resource-view.ts';
import { isDefaultDomain, updateAccount } from './sip-domain.ts';

const create = async (
  context: Context,
  { parent, fields, idempotencyKey }: CreateAccount,
): Promise<CreateAccountOutcome> => {
  if (parent.level >= MAX_LEVELS) return { kind: 'too-deep' };
  const name = fields['SipDomain'];
  if (isDefaultDomain(context, name)) return { kind: 'name-taken', name: name ?? '' };
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

interface Unchanged {
  readonly kind: 'unchanged';
}

const finishClosing = async (context: Context, account: AccountPlace): Promise<void> => {
  await changeAccount<Unchanged>(context, account, ({ status }) => {
    if (status !== 'closing') return { kind: 'unchanged' };
    const state = {
      status: 'closed',
      sipDomain: null,
      sipDomainAliases: [],
      sipDomainMoving: false,
    } as const;
    return { changed: ['status', 'sipDomain', 'sipDomainAliases'], state };
  });
  await releaseDomains(context, account.sid);
};

const finishMoving = async (context: Context, account: AccountPlace): Promise<void> => {
  await changeAccount<Unchanged>(context, account, ({ sipDomain, sipDomainMoving }) => {
    if (sipDomainMoving !== true || sipDomain === null) return { kind: 'unchanged' };
    return { changed: ['sipDomainMoving'], state: { sipDomainMoving: false }, domain: sipDomain };
  });
};

/** Breadth first. */
const below = async (context: Context, top: Sid, limit: number): Promise<readonly Sid[] | null> => {
  const found: Sid[] = [];
  for (let level: readonly Sid[] = [top]; level.length > 0;) {
    const next: Sid[] = [];
    for (const accountSid of level) {
      for await (const { sid } of rowsOf(context, { kind: 'Account', accountSid })) {
        if (found.length + next.length >= limit) return null;
        next.push(sid);
      }
    }
    found.push(...next);
    level = next;
  }
  return found;
};

export const accountCommands = (context: Context): AccountCommands => ({
  create: (command) => create(context, command),
  update: (command) => updateAccount(context, command),
  addAlias: (alias) => addAlias(context, alias),
  removeAlias: (alias) => removeAlias(context, alias),
  moveToDomain: (account) => moveToDomain(context, account),
  finishMoving: (account) => finishMoving(context, account),
  rotateToken: (command) => rotateToken(context, command),
  below: (account, limit) => below(context, account, limit),
  keys: (account) => accountKeys(context, account),
  createKey: (command) => createKey(context, command),
  revokeKey: (place) => revokeKey(context, place),
  finishClosing: (account) => finishClosing(context, account),
});
