import { err, ok } from '@tandem/kernel';
import type { Result } from '@tandem/kernel';
import { contentLengthOf } from '../headers/accessors.ts';
import { assemble, readHead, reject } from '../message/head.ts';
import type { HeadOutcome } from '../message/head.ts';
import { LIMITS } from '../message/limits.ts';
import { refuse, refuseFault } from '../message/refusal.ts';
import type { Answerable, Refusal, SipMessage } from '../message/types.ts';
import { LineBreaks } from './keep-alive.ts';
import { OctetQueue } from './octet-queue.ts';

/** What a stream brought. After an event with `close` the framer takes nothing more: the place of the next message is lost. */
export type StreamEvent =
  | { readonly kind: 'message'; readonly message: SipMessage }
  /** A request to answer with `refusal.status`. */
  | {
      readonly kind: 'refused';
      readonly refusal: Refusal;
      readonly replyTo: Answerable;
      readonly close: boolean;
    }
  /** Something that cannot be answered. */
  | { readonly kind: 'dropped'; readonly why: string; readonly close: boolean }
  /** Write CRLF so many times (RFC 5626 §4.4.1). */
  | { readonly kind: 'keep-alive'; readonly pings: number };

const EMPTY_LINE = Buffer.from('\r\n\r\n', 'latin1');
/** So many octets of an empty line can end what was searched before. */
const OVERLAP = EMPTY_LINE.length - 1;

/** A head whose body is still arriving. `end` counts from the start of the message. */
interface Waiting {
  readonly head: HeadOutcome;
  readonly bodyStart: number;
  readonly end: number;
}

/** The length of the body, or why nobody can tell where the next message starts. `size` is that of the head. */
const bodyLength = (head: HeadOutcome, size: number): Result<number, Refusal> => {
  const length = contentLengthOf(head.kind === 'refused' ? head.replyTo : head);
  if (size > LIMITS.message) return err(refuse(513, 'larger than a message may be'));
  if (!length.ok) return err(refuseFault(length.error));
  // "The Content-Length header field MUST be used with stream-oriented transports" (RFC 3261 §18.3)
  if (length.value === undefined) return err(refuse(400, 'content-length: missing on a stream'));
  return size + length.value > LIMITS.message
    ? err(refuse(513, 'larger than a message may be'))
    : ok(length.value);
};

/** The last event of a stream; what was wrong with the head goes before a missing length. */
const closing = (head: HeadOutcome, refusal: Refusal): StreamEvent => {
  const outcome = head.kind === 'head' ? reject(head, refusal) : head;
  if (outcome.kind === 'dropped') return { kind: 'dropped', why: outcome.why, close: true };
  return { ...outcome, refusal: refusal.status === 513 ? refusal : outcome.refusal, close: true };
};

const complete = (head: HeadOutcome, body: Buffer): StreamEvent => {
  switch (head.kind) {
    case 'head':
      return { kind: 'message', message: assemble(head, body) };
    case 'refused':
      return { ...head, close: false };
    case 'dropped':
      return { kind: 'dropped', why: head.why, close: false };
  }
};

/**
 * Cuts a stream into messages by Content-Length (RFC 3261 §18.3). Pure: octets in, events out. The time is linear in the
 * octets however they are split; what is held is never more than one message and the last chunk.
 */
export class StreamFramer {
  readonly #queue = new OctetQueue();
  readonly #lineBreaks = new LineBreaks();
  #waiting: Waiting | undefined;
  /** Up to here, from the start of the queue, there is no empty line. */
  #searched = 0;
  #closed = false;

  /** Octets of a message that has begun and not ended: when they stay long, the sender is too slow. */
  get pending(): number {
    return this.#queue.length;
  }

  /** Whether the place of the next message is lost and the connection is to be closed. */
  get closed(): boolean {
    return this.#closed;
  }

  /** Takes what arrived. Bodies are copies or views of `chunk`, which must not be written to again. */
  push(chunk: Buffer): readonly StreamEvent[] {
    if (this.#closed) return [];
    const queued = this.#queue.length > 0;
    if (queued) this.#queue.append(chunk);
    const events: StreamEvent[] = [];
    const octets = queued ? this.#queue.view : chunk;
    const used = this.#readAll(octets, queued, events);
    const pings = this.#lineBreaks.takePings();
    if (pings > 0) events.unshift({ kind: 'keep-alive', pings });
    if (queued) this.#queue.keepFrom(this.#closed ? octets.length : used);
    else if (!this.#closed && used < chunk.length) this.#queue.append(chunk.subarray(used));
    return events;
  }

  /** Reads messages until one is not complete; answers how many octets are used up. */
  #readAll(octets: Buffer, volatile: boolean, events: StreamEvent[]): number {
    let start = 0;
    while (!this.#closed) {
      if (this.#waiting === undefined && this.#searched === 0) start = this.#lineBreaks.skip(octets, start);
      this.#waiting ??= this.#readHead(octets, start, events);
      if (this.#waiting === undefined || octets.length - start < this.#waiting.end) break;
      const { head, bodyStart, end } = this.#waiting;
      const body = octets.subarray(start + bodyStart, start + end);
      events.push(complete(head, volatile ? Buffer.from(body) : body));
      this.#waiting = undefined;
      start += end;
    }
    return start;
  }

  /** Reads the head at `start`; undefined when it has not all arrived or the stream must close. */
  #readHead(octets: Buffer, start: number, events: StreamEvent[]): Waiting | undefined {
    const headEnd = octets.indexOf(EMPTY_LINE, start + Math.max(0, this.#searched - OVERLAP));
    const size = headEnd < 0 ? octets.length - start : headEnd - start + EMPTY_LINE.length;
    if (headEnd < 0 && size <= LIMITS.message) {
      this.#searched = size;
      return undefined;
    }
    this.#searched = 0;
    const stop = Math.min(headEnd < 0 ? octets.length : headEnd, start + LIMITS.message);
    const head = readHead(octets.toString('latin1', start, stop), headEnd >= 0);
    const length = bodyLength(head, size);
    if (length.ok) return { head, bodyStart: size, end: size + length.value };
    this.#closed = true;
    events.push(closing(head, length.error));
    return undefined;
  }
}
