import { spawnProcess } from '@tandem/testing';
import type { ManagementApi } from './management-api.ts';

export interface CurlAnswer {
  readonly status: number;
  /** Status line and header fields. */
  readonly head: string;
  readonly body: string;
}

const viaFetch = async (
  api: ManagementApi,
  method: string,
  url: string,
  data: readonly string[],
): Promise<CurlAnswer> => {
  const { accountSid, authToken } = api.credentials;
  const response = await fetch(url, {
    method,
    headers: {
      authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`,
      ...(data.length > 0 && { 'content-type': 'application/x-www-form-urlencoded' }),
    },
    ...(data.length > 0 && { body: data.join('&') }),
  });
  const fields = [...response.headers].map(([name, value]) => `${name}: ${value}`);
  return { status: response.status, head: fields.join('\n'), body: await response.text() };
};

/**
 * A command of the mission's page, as printed there: `curl -X METHOD URL -d … -u …`. Where no curl is installed, the
 * same request is sent by fetch.
 */
export const curl = async (
  api: ManagementApi,
  method: string,
  path: string,
  data: readonly string[] = [],
): Promise<CurlAnswer> => {
  const { accountSid, authToken } = api.credentials;
  const url = `${api.account}${path}`;
  const args = [
    '-X',
    method,
    url,
    ...data.flatMap((each) => ['-d', each]),
    '-u',
    `${accountSid}:${authToken}`,
  ];
  let program;
  try {
    program = await spawnProcess({ command: 'curl', args: ['-sS', '-i', '--max-time', '20', ...args] });
  } catch {
    return viaFetch(api, method, url, data);
  }
  const { code } = await program.exited;
  const [head = '', ...rest] = program.output().split('\n\n');
  if (code !== 0) throw new Error(`curl ended with ${code}: ${program.output()}`);
  return { status: Number(head.split(' ')[1]), head, body: rest.join('\n\n') };
};
