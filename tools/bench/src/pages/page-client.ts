import { TandemError } from '@tandem/kernel';
import { ACCOUNT, AUTH_TOKEN, LOOPBACK } from '../system/constants.ts';

export interface Page {
  readonly ms: number;
  /** How many Clients came. */
  readonly clients: number;
  /** The token of the page that follows; null behind the last one. */
  readonly next: string | null;
}

const AUTHORIZATION = `Basic ${Buffer.from(`${ACCOUNT}:${AUTH_TOKEN}`).toString('base64')}`;
const NEXT = /PageToken=([^&>]+)[^>]*>; rel="next"/;

/** Asks the Management API for one page of Clients and times the whole answer. */
export const askPage = async (port: number, pageSize: number, token: string | null): Promise<Page> => {
  const url = new URL(`http://${LOOPBACK}:${port}/2012-04-24/Accounts/${ACCOUNT}/Clients.json`);
  url.searchParams.set('PageSize', String(pageSize));
  if (token !== null) url.searchParams.set('PageToken', token);
  const begun = performance.now();
  const response = await fetch(url, { headers: { authorization: AUTHORIZATION } });
  const text = await response.text();
  const ms = performance.now() - begun;
  if (!response.ok)
    throw new TandemError('CONTRACT_VIOLATION', `a page was answered ${response.status}: ${text}`);
  const clients = (JSON.parse(text) as readonly unknown[]).length;
  return { ms, clients, next: NEXT.exec(response.headers.get('link') ?? '')?.[1] ?? null };
};

/** Walks pages until `clients` lie behind. @returns the token of the page that follows them */
export const tokenBehind = async (port: number, clients: number): Promise<string | null> => {
  let [seen, token]: [number, string | null] = [0, null];
  while (seen < clients) {
    const page = await askPage(port, Math.min(1000, clients - seen), token);
    if (page.clients === 0)
      throw new TandemError('CONTRACT_VIOLATION', `the list ends behind ${seen} Clients`);
    seen += page.clients;
    token = page.next;
  }
  return token;
};
