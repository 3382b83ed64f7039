import type { IncomingMessage } from 'node:http';

const LOOPBACK_HOST = /^(?:localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])(?::\d{1,5})?$/i;
const SAFE_METHODS: ReadonlySet<string | undefined> = new Set(['GET', 'HEAD']);

/** The host and port of an origin; `null` and what is no origin have none. */
const hostOf = (origin: string): string | undefined =>
  URL.canParse(origin) ? new URL(origin).host : undefined;

/**
 * Whether a request without a token is what a person or program on this host would send. A web page that the same
 * person has open comes from loopback too: by a name that its owner lets point here (DNS rebinding), which the Host
 * header shows, or with a form that posts here, which the Origin header shows.
 */
export const isBrowserSafe = ({ headers, method }: IncomingMessage): boolean => {
  const { host = '', origin } = headers;
  if (!LOOPBACK_HOST.test(host)) return false;
  return SAFE_METHODS.has(method) || origin === undefined || hostOf(origin) === host;
};
