import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { err, messageOf, ok } from '@tandem/kernel';
import type { Result } from '@tandem/kernel';

/** Account and token for the Management API. */
export interface Credentials {
  readonly accountSid: string;
  readonly authToken: string;
}

/** Of ACCOUNT_SID and AUTH_TOKEN, else of `credentials.json` in TANDEM_DATA; the error says what to set. */
export const readCredentials = (): Result<Credentials, string> => {
  const { ACCOUNT_SID: accountSid, AUTH_TOKEN: authToken, TANDEM_DATA = 'data' } = process.env;
  if (accountSid !== undefined && authToken !== undefined) return ok({ accountSid, authToken });
  const path = join(TANDEM_DATA, 'credentials.json');
  try {
    return ok(JSON.parse(readFileSync(path, 'utf8')) as Credentials);
  } catch (error) {
    return err(`set ACCOUNT_SID and AUTH_TOKEN: ${path} cannot be read (${messageOf(error)})`);
  }
};

/** The `Authorization` of a request with them (RFC 7617). */
export const basicAuthorization = ({ accountSid, authToken }: Credentials): string =>
  `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
