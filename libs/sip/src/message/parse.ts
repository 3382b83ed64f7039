import { contentLengthOf } from '../headers/accessors.ts';
import { CR, LF } from '../text/chars.ts';
import { assemble, readHead, reject } from './head.ts';
import type { ReadHead } from './head.ts';
import { LIMITS } from './limits.ts';
import { refuse, refuseFault } from './refusal.ts';
import type { ParseOutcome } from './types.ts';

/** How the octets came: as one datagram, or cut out of a stream by its Content-Length. */
export interface ParseOptions {
  readonly transport: 'datagram' | 'stream';
}

const EMPTY_LINE = Buffer.from('\r\n\r\n', 'latin1');

/** Where the message starts: behind line breaks, which some senders put before it (RFC 3261 §7.5), and NULs. */
const messageStart = (buffer: Buffer): number => {
  let start = 0;
  while (start < buffer.length) {
    const octet = buffer[start];
    if (octet !== CR && octet !== LF && octet !== 0) break;
    start += 1;
  }
  return start;
};

/** The message with so much of `rest` as Content-Length says is its body. */
const withBody = (head: ReadHead, rest: Buffer, { transport }: ParseOptions): ParseOutcome => {
  const length = contentLengthOf(head);
  if (!length.ok) return reject(head, refuseFault(length.error));
  if (length.value === undefined && transport === 'stream') {
    return reject(head, refuse(400, 'content-length: missing on a stream'));
  }
  const octets = length.value ?? rest.length;
  // "If the transport packet ends before the end of the message body, this is considered an error" (RFC 3261 §18.3)
  if (octets > rest.length) return reject(head, refuse(400, 'content-length: more than there is'));
  const body = octets === rest.length ? rest : rest.subarray(0, octets);
  return { kind: 'message', message: assemble(head, body) };
};

/**
 * Reads one message. Never throws and takes time linear in the octets, whatever they are. On a datagram octets behind the
 * body are dropped (RFC 3261 §18.3), on a stream there are none. The body is a view of `buffer`, which must not change.
 */
export const parseMessage = (buffer: Buffer, options: ParseOptions): ParseOutcome => {
  const start = messageStart(buffer);
  if (start === buffer.length) return { kind: 'keep-alive' };
  if (buffer.length - start > LIMITS.message) return { kind: 'dropped', why: 'larger than a message may be' };
  const end = buffer.indexOf(EMPTY_LINE, start);
  const head = readHead(buffer.toString('latin1', start, end < 0 ? buffer.length : end), end >= 0);
  if (head.kind === 'refused') return head;
  if (head.kind === 'dropped') return { kind: 'dropped', why: head.why };
  return withBody(head, buffer.subarray(end + EMPTY_LINE.length), options);
};
