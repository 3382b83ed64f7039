import { ACCOUNT, AUTH_TOKEN } from '../system/constants.ts';

/** Where Clients are imported, and how a caller shows who it is. */
export const IMPORT_PATH = `/2012-04-24/Accounts/${ACCOUNT}/Clients/Import.json`;

const PATH = `/2012-04-24/Accounts/${ACCOUNT}/Clients.json`;
export const CREDENTIALS = Buffer.from(`${ACCOUNT}:${AUTH_TOKEN}`).toString('base64');

/**
 * The octets of a request that creates a Client, as curl would send them.
 * @param wait seconds of `Prefer: wait`; absent: without
 */
export const createRequest = (login: string, wait?: number): string => {
  const form = new URLSearchParams({
    Login: login,
    Password: 'correct horse battery',
    FriendlyName: `Benchmark ${login}`,
    VoiceUrl: 'https://voice.example.com/answer',
  }).toString();
  return [
    `POST ${PATH} HTTP/1.1`,
    'Host: 127.0.0.1',
    `Authorization: Basic ${CREDENTIALS}`,
    'Content-Type: application/x-www-form-urlencoded',
    `Content-Length: ${form.length}`,
    'Accept: */*',
    ...(wait === undefined ? [] : [`Prefer: wait=${wait}`]),
    '',
    form,
  ].join('\r\n');
};
