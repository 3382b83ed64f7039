import { isSid, newSid, systemRandom, TandemError } from '@tandem/kernel';
import type { Random, Sid } from '@tandem/kernel';
import type { DataDir } from './data-dir.ts';
import { createOnce, readIfThere, replaceFile } from './private-file.ts';

/** Who may call the Management API from the start. */
export interface RootAccount {
  readonly accountSid: Sid;
  readonly authToken: string;
}

const FILE = 'credentials.json';
const TOKEN_BYTES = 16;
const MAX_TOKEN = 128;

const text = ({ accountSid, authToken }: RootAccount): string =>
  `${JSON.stringify({ accountSid, authToken }, null, 2)}\n`;

const problemOf = (account: {
  readonly accountSid?: unknown;
  readonly authToken?: unknown;
}): string | undefined => {
  if (typeof account.accountSid !== 'string' || !isSid(account.accountSid, 'AC')) {
    return 'the account sid is not AC and 32 lower-case hexadecimal digits';
  }
  const token = account.authToken;
  const usable =
    typeof token === 'string' && token.length > 0 && token.length <= MAX_TOKEN && /^[!-~]+$/.test(token);
  return usable ? undefined : `the auth token is not 1–${MAX_TOKEN} visible ASCII characters`;
};

const parse = (path: string, content: string): RootAccount => {
  let account: { accountSid?: unknown; authToken?: unknown };
  try {
    account = JSON.parse(content) as typeof account;
  } catch {
    account = {};
  }
  const problem = problemOf(account);
  if (problem !== undefined) {
    throw new TandemError(
      'DATA_DIR_UNUSABLE',
      `${path} is damaged: ${problem}; restore it, or set ACCOUNT_SID and AUTH_TOKEN`,
    );
  }
  return account as unknown as RootAccount;
};

/**
 * The root account: `ACCOUNT_SID` and `AUTH_TOKEN` if given, else what `credentials.json` (mode 0600) holds, made on
 * the first start. What is in force is always written there. Throws `CONFIG_INVALID` or `DATA_DIR_UNUSABLE`.
 */
export const loadRootAccount = (
  dir: DataDir,
  given: { readonly accountSid?: string | undefined; readonly authToken?: string | undefined },
  random: Random = systemRandom,
): RootAccount => {
  const path = dir.file(FILE);
  if (given.accountSid === undefined && given.authToken === undefined) {
    const made = { accountSid: newSid('AC', random), authToken: random.bytes(TOKEN_BYTES).toString('hex') };
    return parse(path, createOnce(path, text(made)));
  }
  const problem = problemOf(given);
  if (problem !== undefined) {
    throw new TandemError('CONFIG_INVALID', `ACCOUNT_SID and AUTH_TOKEN go together: ${problem}`);
  }
  const account = given as RootAccount;
  if (readIfThere(path) !== text(account)) replaceFile(path, text(account));
  return account;
};
