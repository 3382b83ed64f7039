import { HeaderBag } from '../headers/header-bag.ts';
import { refuse } from './refusal.ts';
import { scanFields } from './scan-fields.ts';
import { parseStartLine } from './start-line.ts';
import type { RequestLine, StatusLine } from './start-line.ts';
import type { Answerable, Refusal, SipMessage } from './types.ts';

/** A start line and header fields that could be read; the body is still to come. */
export interface ReadHead {
  readonly kind: 'head';
  readonly start: RequestLine | StatusLine;
  readonly headers: HeaderBag;
}

/** What the head of a message says, or what is to be done with it instead. */
export type HeadOutcome =
  | ReadHead
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly replyTo: Answerable }
  | { readonly kind: 'dropped'; readonly why: string; readonly headers: HeaderBag };

/** A head that can be read but must not be taken: refused when that can be said to anyone, else dropped. */
export const reject = (head: ReadHead, refusal: Refusal): Exclude<HeadOutcome, ReadHead> => {
  const { start, headers } = head;
  // Responses are never answered, nor is an ACK (RFC 3261 §17).
  return start.kind === 'request' && start.method !== 'ACK' && headers.has('via')
    ? { kind: 'refused', refusal, replyTo: { headers } }
    : { kind: 'dropped', why: refusal.why, headers };
};

/**
 * Reads a head: `text` is the message as Latin-1 up to its empty line, or all of it when `complete` is false. A request
 * that cannot be read is refused as long as it has a Via to answer to; a response that cannot be read is dropped.
 */
export const readHead = (text: string, complete = true): HeadOutcome => {
  const lineEnd = text.indexOf('\r\n');
  const start = parseStartLine(lineEnd < 0 ? text : text.slice(0, lineEnd));
  const { fields, fault } = scanFields(text, lineEnd < 0 ? text.length : lineEnd + 2);
  const headers = new HeaderBag(fields);
  if (start.kind === 'dropped') return { ...start, headers };
  if (start.kind === 'refused') {
    return reject({ kind: 'head', start: { ...start, kind: 'request' }, headers }, start.refusal);
  }
  const head: ReadHead = { kind: 'head', start, headers };
  if (fault !== undefined) return reject(head, refuse(400, fault));
  if (!complete) return reject(head, refuse(400, 'the headers do not end with an empty line'));
  // Without a Via nobody can be answered, nor can the message be matched to anything.
  return headers.has('via') ? head : { kind: 'dropped', why: 'no Via', headers };
};

/** The message of a head with this body. */
export const assemble = ({ start, headers }: ReadHead, body: Buffer): SipMessage =>
  start.kind === 'request'
    ? { kind: 'request', method: start.method, requestUri: start.requestUri, headers, body }
    : { kind: 'response', status: start.status, reason: start.reason, headers, body };
