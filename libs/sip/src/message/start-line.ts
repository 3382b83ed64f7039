import { allChars, CHAR, isToken } from '../text/chars.ts';
import { unsafeCharAt } from '../text/wire-text.ts';
import { refuse } from './refusal.ts';
import type { Refusal } from './types.ts';

export interface RequestLine {
  readonly kind: 'request';
  readonly method: string;
  readonly requestUri: string;
}

export interface StatusLine {
  readonly kind: 'response';
  readonly status: number;
  readonly reason: string;
}

/** What the first line of a message says, or why it cannot be read. */
export type StartLine =
  | RequestLine
  | StatusLine
  /** No request that can be taken; method and URI are what the line has in their places. */
  | (Omit<RequestLine, 'kind'> & { readonly kind: 'refused'; readonly refusal: Refusal })
  | { readonly kind: 'dropped'; readonly why: string };

const VERSION = 'SIP/2.0';
/** What one look at a short string tells: bounded, so a regular expression does no harm. */
const ANY_VERSION = /^SIP\/\d{1,10}\.\d{1,10}$/i;
const STATUS_LINE = /^SIP\/2\.0 ([1-6]\d\d)(?: |$)/i;

/** What is wrong with the three parts of a request line, or undefined. */
const requestLineFault = (method: string, requestUri: string, version: string): Refusal | undefined => {
  if (!isToken(method)) return refuse(400, 'the start line has no method');
  if (version !== VERSION && !ANY_VERSION.test(version)) {
    return refuse(400, 'the start line does not end with a SIP version');
  }
  if (version !== VERSION && version.toUpperCase() !== VERSION) return refuse(505, 'the version is not 2.0');
  return requestUri === '' || !allChars(requestUri, CHAR.visible)
    ? refuse(400, 'the Request-URI is not between single blanks')
    : undefined;
};

/** `Method SP Request-URI SP SIP-Version`: single spaces, none inside or behind (RFC 3261 §7.1). */
const parseRequestLine = (line: string): StartLine => {
  const first = line.indexOf(' ');
  const last = line.lastIndexOf(' ');
  const method = line.slice(0, Math.max(first, 0));
  const requestUri = line.slice(first + 1, Math.max(last, first + 1));
  const refusal = requestLineFault(method, requestUri, line.slice(last + 1));
  return refusal === undefined
    ? { kind: 'request', method, requestUri }
    : { kind: 'refused', refusal, method, requestUri };
};

/** `SIP-Version SP Status-Code SP Reason-Phrase`; a missing blank before an empty phrase is forgiven. */
const parseStatusLine = (line: string): StartLine => {
  const status = STATUS_LINE.exec(line)?.[1];
  if (status === undefined || unsafeCharAt(line) >= 0) return { kind: 'dropped', why: 'status line' };
  return { kind: 'response', status: Number(status), reason: line.slice(`${VERSION} 200 `.length) };
};

/** Reads a message's first line. A method cannot hold `/`, so `SIP/` at the start means a response. */
export const parseStartLine = (line: string): StartLine =>
  line.startsWith(VERSION) || /^SIP\//i.test(line) ? parseStatusLine(line) : parseRequestLine(line);
