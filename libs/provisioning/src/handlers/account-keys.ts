import { newSid } from '@tandem/kernel';
import type {
  AccountPlace,
  CreateKey,
  CreateKeyOutcome,
  KeyPlace,
  RevokeKeyOutcome,
} from '../accounts/account-commands.ts';
import { newToken, parseTokens, withKey, withoutKey } from '../accounts/auth-tokens.ts';
import { keysOf, parseKey } from '../accounts/keys.ts';
import type { AccountKey } from '../accounts/keys.ts';
import type { Context } from './context.ts';
import { changeTokens } from './change-tokens.ts';
import { latestRow } from './get-resource.ts';

/** Each is compared with at every request. */
const MAX_KEYS = 50;

/** The keys of an account, oldest first. */
export const accountKeys = async (
  context: Context,
  { sid }: AccountPlace,
): Promise<readonly AccountKey[]> => {
  const row = await latestRow(context, sid);
  return keysOf(parseTokens(row?.credentials ?? null));
};

export const createKey = async (
  context: Context,
  { account, fields }: CreateKey,
): Promise<CreateKeyOutcome> => {
  const parsed = parseKey(fields);
  if (!parsed.ok) return { kind: 'invalid', problems: parsed.error };
  if ((await accountKeys(context, account)).length >= MAX_KEYS) return { kind: 'too-many' };
  const { friendlyName, role, expiresAt } = parsed.value;
  const createdAt = context.clock.now();
  const secret = newToken(context.random);
  const key = { sid: newSid('KY', context.random), friendlyName, role, createdAt };
  const changed = await changeTokens(context, account, {
    changed: ['keys'],
    tokens: (stored) => withKey(stored, secret, { ...key, until: expiresAt }),
  });
  if (changed.kind !== 'changed') return changed;
  return { kind: 'created', secret, key: { ...key, expiresAt } };
};

export const revokeKey = async (context: Context, { account, sid }: KeyPlace): Promise<RevokeKeyOutcome> => {
  const key = (await accountKeys(context, account)).find((each) => each.sid === sid);
  if (key === undefined) return { kind: 'not-found' };
  const changed = await changeTokens(context, account, {
    changed: ['keys'],
    tokens: (stored) => withoutKey(stored, sid),
  });
  return changed.kind === 'changed' ? { kind: 'revoked', key } : changed;
};
