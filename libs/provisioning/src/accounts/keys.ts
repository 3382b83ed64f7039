import type { AccountRole } from '@tandem/contracts';
import { ok } from '@tandem/kernel';
import type { Result, Sid } from '@tandem/kernel';
import type { RequestFields } from '../commands.ts';
import { accountRole } from '../domain/account-rules.ts';
import { friendlyNameOrDefault, instant } from '../domain/field-rules.ts';
import { parseSettings } from '../domain/settings.ts';
import type { SettingRules } from '../domain/settings.ts';
import type { FieldProblem } from '../outcomes.ts';
import type { StoredToken } from './auth-tokens.ts';

/** An additional key of an account; what it is, not what opens. */
export interface AccountKey {
  readonly sid: Sid;
  readonly friendlyName: string;
  readonly role: AccountRole;
  /** Milliseconds since the Unix epoch. */
  readonly createdAt: number;
  /** Milliseconds since the Unix epoch; null: until it is revoked. */
  readonly expiresAt: number | null;
}

interface KeySettings {
  readonly friendlyName: string | null;
  readonly role: AccountRole;
  readonly expiresAt: number | null;
}

const RULES: SettingRules<KeySettings> = {
  friendlyName: ['FriendlyName', friendlyNameOrDefault],
  role: ['Role', accountRole],
  expiresAt: ['ExpiresAt', instant],
};

const DEFAULT_NAME = 'Key';

/** What the creation of a key asks for, or all that is wrong with it. Without a Role it may only look. */
export const parseKey = (
  fields: RequestFields,
): Result<Pick<AccountKey, 'friendlyName' | 'role' | 'expiresAt'>, readonly FieldProblem[]> => {
  const parsed = parseSettings(fields, RULES);
  if (!parsed.ok) return parsed;
  const { friendlyName, role = 'viewer', expiresAt = null } = parsed.value;
  return ok({ friendlyName: friendlyName ?? DEFAULT_NAME, role, expiresAt });
};

/** The keys among what opens an account, oldest first, expired ones too. */
export const keysOf = (tokens: readonly StoredToken[]): readonly AccountKey[] =>
  tokens.flatMap(({ key, until }) => (key === undefined ? [] : [{ ...key, expiresAt: until }]));

const RIGHTS: readonly AccountRole[] = ['viewer', 'developer', 'administrator'];

/** A key allows no more than its account. */
export const lesser = (a: AccountRole, b: AccountRole): AccountRole =>
  RIGHTS.indexOf(a) < RIGHTS.indexOf(b) ? a : b;
