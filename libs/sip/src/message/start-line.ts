import { allChars, CHAR, isToken } from '../text/chars.ts';
import { refuse } from './refusal.ts';
import type { Refusal } from './types.ts';

/** What the first line of a message says, or why it cannot be read. */
export type StartLine =
  | { readonly kind: 'request'; readonly method: string; readonly requestUri: string }
  | { readonly kind: 'response'; readonly status: number; readonly reason: string }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'dropped'; readonly why: string };

const VERSION = 'SIP/2.0';
/** What one look at a short string tells: bounded, so a regular expression does no harm. */
const ANY_VERSION = /^SIP\/\d{1,10}\.\d{1,10}$/i;
const STATUS_LINE = /^SIP\/2\.0 ([1-6]\d\d)(?: |$)/i;

const refused = (status: number, why: string): StartLine => ({
  kind: 'refused',
  refusal: refuse(status, why),
});

/** `Method SP Request-URI SP SIP-Version`: single spaces, none inside or behind (RFC 3261 §7.1). */
const parseRequestLine = (line: string): StartLine => {
  const first = line.indexOf(' ');
  const last = line.lastIndexOf(' ');
  const method = line.slice(0, Math.max(first, 0));
  const version = line.slice(last + 1);
  if (!isToken(method)) return refused(400, 'the start line has no method');
  if (version !== VERSION) {
    if (!ANY_VERSION.test(version)) return refused(400, 'the start line does not end with a SIP version');
    if (version.toUpperCase() !== VERSION) return refused(505, 'the version is not 2.0');
  }
  const requestUri = line.slice(first + 1, last);
  return last > first + 1 && allChars(requestUri, CHAR.visible)
    ? { kind: 'request', method, requestUri }
    : refused(400, 'the Request-URI is not between single blanks');
};

/** `SIP-Version SP Status-Code SP Reason-Phrase`; a missing blank before an empty phrase is forgiven. */
const parseStatusLine = (line: string): StartLine => {
  const status = STATUS_LINE.exec(line)?.[1];
  return status === undefined
    ? { kind: 'dropped', why: 'status line' }
    : { kind: 'response', status: Number(status), reason: line.slice(`${VERSION} 200 `.length) };
};

/** Reads a message's first line. A method cannot hold `/`, so `SIP/` at the start means a response. */
export const parseStartLine = (line: string): StartLine =>
  line.startsWith(VERSION) || /^SIP\//i.test(line) ? parseStatusLine(line) : parseRequestLine(line);
