import { ACCOUNTS } from './fixture-accounts.ts';

/** The list of an account's Clients, the root account's by default. */
export const listPath = (sid: string = ACCOUNTS.root.sid): string => `/2012-04-24/Accounts/${sid}/Clients`;

/** A path of one Client, as of the root account. */
export const clientPath = (sid: string): string => `${listPath()}/${sid}`;

/** A Client's sid that no one has. */
export const UNKNOWN_CLIENT = `CL${'0'.repeat(32)}`;
