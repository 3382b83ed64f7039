import { hash, timingSafeEqual } from 'node:crypto';
import type { AccountRole } from '@tandem/contracts';
import { TandemError } from '@tandem/kernel';
import type { Random, Sid } from '@tandem/kernel';

/** What opens an account, as the journal keeps it: its AuthToken, one that was replaced, or an additional key. */
export interface StoredToken {
  /** SHA-256 of the token, hexadecimal: it has 256 random bits, which no table of guesses reaches. */
  readonly hash: string;
  /** Until when it opens the account, milliseconds since the Unix epoch; null: until it is replaced or revoked. */
  readonly until: number | null;
  /** Absent: an AuthToken. */
  readonly key?: StoredKey;
}

export interface StoredKey {
  readonly sid: Sid;
  readonly friendlyName: string;
  readonly role: AccountRole;
  /** Milliseconds since the Unix epoch. */
  readonly createdAt: number;
}

const TOKEN_BYTES = 32;

const digest = (token: string): Buffer => hash('sha256', token, 'buffer');

const hashOf = (token: string): string => digest(token).toString('hex');

/** A fresh AuthToken or key. It is shown once, to whoever asked for it. */
export const newToken = (random: Random): string => random.bytes(TOKEN_BYTES).toString('base64url');

const print = (tokens: readonly StoredToken[]): string => JSON.stringify(tokens);

/** The tokens of a new account. */
export const firstTokens = (token: string): string => print([{ hash: hashOf(token), until: null }]);

/** Those of a stored account. @throws TandemError JOURNAL_CORRUPT */
export const parseTokens = (stored: string | null): readonly StoredToken[] => {
  if (stored === null) return [];
  try {
    return JSON.parse(stored) as readonly StoredToken[];
  } catch (cause) {
    throw new TandemError('JOURNAL_CORRUPT', 'the tokens of an account cannot be read', { cause });
  }
};

/** A new AuthToken first; the one before it goes on for a while, those before that do not. Keys stay. */
export const rotatedTokens = (stored: string | null, token: string, until: number): string => {
  const all = parseTokens(stored);
  const keys = all.filter(({ key }) => key !== undefined);
  const current = all.find(({ key }) => key === undefined);
  const next = { hash: hashOf(token), until: null };
  return print([next, ...(current === undefined ? [] : [{ ...current, until }]), ...keys]);
};

/** With one more key. */
export const withKey = (
  stored: string | null,
  secret: string,
  { until, ...key }: StoredKey & { readonly until: number | null },
): string => print([...parseTokens(stored), { hash: hashOf(secret), until, key }]);

/** Without a key. */
export const withoutKey = (stored: string | null, sid: Sid): string =>
  print(parseTokens(stored).filter(({ key }) => key?.sid !== sid));

/**
 * What of the stored tokens opens the account at `now`; null if nothing does. All of them are compared, in a time that does
 * not tell which.
 */
export const opening = (stored: string | null, token: string, now: number): StoredToken | null => {
  const given = digest(token);
  let opener: StoredToken | null = null;
  for (const known of parseTokens(stored)) {
    const same = timingSafeEqual(Buffer.from(known.hash, 'hex'), given);
    if (same && (known.until === null || now < known.until)) opener = known;
  }
  return opener;
};
