import { hash, timingSafeEqual } from 'node:crypto';
import { TandemError } from '@tandem/kernel';
import type { Random } from '@tandem/kernel';

/** One AuthToken of an account as the journal keeps it. */
export interface StoredToken {
  /** SHA-256 of the token, hexadecimal: it has 256 random bits, which no table of guesses reaches. */
  readonly hash: string;
  /** Until when it opens the account, milliseconds since the Unix epoch; null: until it is replaced. */
  readonly until: number | null;
}

const TOKEN_BYTES = 32;

const digest = (token: string): Buffer => hash('sha256', token, 'buffer');

/** A fresh AuthToken. It is shown once, to whoever asked for it. */
export const newToken = (random: Random): string => random.bytes(TOKEN_BYTES).toString('base64url');

/** The tokens of a new account. */
export const firstTokens = (token: string): string =>
  printTokens([{ hash: digest(token).toString('hex'), until: null }]);

/** Those of a stored account. @throws TandemError JOURNAL_CORRUPT */
export const parseTokens = (stored: string | null): readonly StoredToken[] => {
  if (stored === null) return [];
  try {
    return JSON.parse(stored) as readonly StoredToken[];
  } catch (cause) {
    throw new TandemError('JOURNAL_CORRUPT', 'the tokens of an account cannot be read', { cause });
  }
};

const printTokens = (tokens: readonly StoredToken[]): string => JSON.stringify(tokens);

/** A new token first; the one before it goes on for a while, those before that do not. */
export const rotatedTokens = (stored: string | null, token: string, until: number): string => {
  const [current] = parseTokens(stored);
  const next = { hash: digest(token).toString('hex'), until: null };
  return printTokens(current === undefined ? [next] : [next, { ...current, until }]);
};

/** Whether a token opens the account at `now`. All of them are compared, in a time that does not tell which. */
export const opens = (stored: string | null, token: string, now: number): boolean => {
  const given = digest(token);
  let open = false;
  for (const known of parseTokens(stored)) {
    const same = timingSafeEqual(Buffer.from(known.hash, 'hex'), given);
    if (same && (known.until === null || now < known.until)) open = true;
  }
  return open;
};
