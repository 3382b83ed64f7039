import { err, ok } from '@tandem/kernel';
import type { Result } from '@tandem/kernel';
import type { Accounts, AccountView } from '@tandem/provisioning';
import { problem } from '../errors/problem.ts';
import type { Problem } from '../errors/problem.ts';
import { parseBasic } from './basic.ts';

export interface Credentials {
  /** The Authorization header. */
  readonly authorization: string | undefined;
  /** The AccountSid of the path as sent; null where it has none. */
  readonly pathAccount: string | null;
  /** Whether only the account itself is looked at, which its parent may do whatever its status. */
  readonly lookOnly: boolean;
}

/** The account that a request acts on; the caller's own where the path names none. */
export type Authorization = Result<AccountView, Problem>;

const CHALLENGE = { 'www-authenticate': 'Basic realm="Tandem", charset="UTF-8"' };

const decoded = (segment: string): string => {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
};

/** Who calls (401), and whether they may act on the path's account (403), whether or not that exists. */
export const authorize = async (
  accounts: Accounts,
  { authorization, pathAccount, lookOnly }: Credentials,
): Promise<Authorization> => {
  const credentials = parseBasic(authorization);
  if (credentials === null) return err(problem(21201, { headers: CHALLENGE }));
  const caller = await accounts.authenticate(credentials.user, credentials.password);
  if (caller.kind === 'refused') return err(problem(21201, { headers: CHALLENGE }));
  if (caller.account.status !== 'active') return err(problem(21203));
  if (pathAccount === null) return ok(caller.account);
  const access = await accounts.access(caller.account, decoded(pathAccount));
  if (access.kind === 'forbidden') return err(problem(21202));
  return lookOnly || access.account.status === 'active' ? ok(access.account) : err(problem(21203));
};
