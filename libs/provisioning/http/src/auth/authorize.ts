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
  /** Whether the path is that of an account itself, which those above it may look at and change whatever its status. */
  readonly isAccount: boolean;
  /** Whether the request only looks. */
  readonly looks: boolean;
}

/** Who calls, and the account that the request acts on: the caller's own where the path names none. */
export interface Authorized {
  readonly caller: AccountView;
  readonly account: AccountView;
}

export type Authorization = Result<Authorized, Problem>;

const CHALLENGE = { 'www-authenticate': 'Basic realm="Tandem", charset="UTF-8"' };

const decoded = (segment: string): string => {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
};

/** What the caller's role allows: viewers look, developers leave accounts alone. */
const allows = ({ role }: AccountView, { isAccount, looks, pathAccount }: Credentials): boolean => {
  if (looks || role === 'administrator') return true;
  return role === 'developer' && !isAccount && pathAccount !== null;
};

/** Of one that is not in service, those above may still see and change the account itself; of a closed one only see. */
const serves = ({ effectiveStatus, status }: AccountView, { isAccount, looks }: Credentials): boolean => {
  if (effectiveStatus === 'active') return true;
  return isAccount && (looks || !(status === 'closing' || status === 'closed'));
};

/** Who calls (401), and whether they may act on the path's account (403), whether or not that exists. */
export const authorize = async (accounts: Accounts, credentials: Credentials): Promise<Authorization> => {
  const basic = parseBasic(credentials.authorization);
  if (basic === null) return err(problem(21201, { headers: CHALLENGE }));
  const caller = await accounts.authenticate(basic.user, basic.password);
  if (caller.kind === 'refused') return err(problem(21201, { headers: CHALLENGE }));
  if (caller.account.effectiveStatus !== 'active') return err(problem(21203));
  const { pathAccount } = credentials;
  const access =
    pathAccount === null
      ? ({ kind: 'granted', account: caller.account } as const)
      : await accounts.access(caller.account, decoded(pathAccount));
  if (access.kind === 'forbidden') return err(problem(21202));
  if (!allows(caller.account, credentials)) return err(problem(21213));
  const { account } = access;
  return serves(account, credentials) ? ok({ caller: caller.account, account }) : err(problem(21203));
};
