import { HeaderBag } from '../headers/header-bag.ts';
import { refuse } from './refusal.ts';
import { scanFields } from './scan-fields.ts';
import { parseStartLine } from './start-line.ts';
import type { Answerable, Refusal, SipMessage } from './types.ts';

/** A start line and header fields that could be read; the body is still to come. */
export interface ReadHead {
  readonly kind: 'head';
  readonly isRequest: boolean;
  readonly headers: HeaderBag;
  /** The message with this body. */
  readonly withBody: (body: Buffer) => SipMessage;
}

/** What the head of a message says, or what is to be done with it instead. */
export type HeadOutcome =
  | ReadHead
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly replyTo: Answerable }
  | { readonly kind: 'dropped'; readonly why: string; readonly headers: HeaderBag };

/**
 * Reads a head: `text` is the message as Latin-1 up to its empty line, or all of it when `complete` is false. A request
 * that cannot be read is refused as long as it has a Via to answer to; a response that cannot be read is dropped, since
 * responses are never answered.
 */
export const readHead = (text: string, complete = true): HeadOutcome => {
  const lineEnd = text.indexOf('\r\n');
  const start = parseStartLine(lineEnd < 0 ? text : text.slice(0, lineEnd));
  const { fields, fault } = scanFields(text, lineEnd < 0 ? text.length : lineEnd + 2);
  const headers = new HeaderBag(fields);
  if (start.kind === 'dropped') return { ...start, headers };
  const wrong = complete ? fault : (fault ?? 'the headers do not end with an empty line');
  if (start.kind === 'response') {
    if (wrong !== undefined) return { kind: 'dropped', why: wrong, headers };
    const { status, reason } = start;
    return {
      kind: 'head',
      isRequest: false,
      headers,
      withBody: (body) => ({ kind: 'response', status, reason, headers, body }),
    };
  }
  if (!headers.has('via')) return { kind: 'dropped', why: 'no Via to answer to', headers };
  if (start.kind === 'refused') return { ...start, replyTo: { headers } };
  if (wrong !== undefined) return { kind: 'refused', refusal: refuse(400, wrong), replyTo: { headers } };
  const { method, requestUri } = start;
  return {
    kind: 'head',
    isRequest: true,
    headers,
    withBody: (body) => ({ kind: 'request', method, requestUri, headers, body }),
  };
};
