import type { Flow, Send } from '../flow/flow.ts';
import { BoundedMap } from '../memory/bounded-map.ts';
import { ownText } from '../memory/own-text.ts';
import { inputOfStatus } from './machine.ts';
import { ServerTransaction } from './server-transaction.ts';
import type { TransactionKind } from './server-transaction.ts';
import { TimerWheel } from './timer-wheel.ts';
import { GIVE_UP } from './timers.ts';

export interface ServerTransactionsOptions {
  /** Milliseconds, of the clock that all later calls use. */
  readonly now: number;
  /** How many are kept; beyond that the oldest is forgotten, and its request would be handled anew. */
  readonly capacity?: number;
}

export interface Answer {
  readonly kind: TransactionKind;
  readonly flow: Flow;
  readonly status: number;
  readonly bytes: Buffer;
}

/** What came of a message of a transaction that is known. */
export interface Known {
  /** Our last answer, to be sent again. */
  readonly resend: Send | undefined;
  /** An ACK of an accepted INVITE, for the transaction user. */
  readonly ackForUser: boolean;
}

export interface Tick {
  readonly sends: readonly Send[];
  /** Keys of INVITE transactions whose answer was never acknowledged. */
  readonly unacknowledged: readonly string[];
}

const DEFAULT_CAPACITY = 65_536;
const SLOT_MS = 100;
const ABSORBED: Known = { resend: undefined, ackForUser: false };
const ACK_FOR_USER: Known = { resend: undefined, ackForUser: true };

/** The server transactions of one element (RFC 3261 §17.2), bounded. */
export class ServerTransactions {
  readonly #live: BoundedMap<string, ServerTransaction>;
  readonly #wheel: TimerWheel<ServerTransaction>;

  constructor({ now, capacity = DEFAULT_CAPACITY }: ServerTransactionsOptions) {
    this.#live = new BoundedMap(capacity);
    this.#wheel = new TimerWheel(now, SLOT_MS, GIVE_UP);
  }

  get size(): number {
    return this.#live.size;
  }

  has(key: string): boolean {
    return this.#live.get(key) !== undefined;
  }

  /** A request (or ACK) under this key came; undefined when it begins a transaction, or is an ACK of none. */
  receive(key: string, input: 'request' | 'ack', now: number): Known | undefined {
    const known = this.#live.get(key);
    if (known === undefined) return undefined;
    const act = known.input(input, now);
    this.#settle(known);
    if (act === 'up') return ACK_FOR_USER;
    if (act !== 'resend' || known.response === undefined) return ABSORBED;
    return { resend: { flow: known.flow, bytes: known.response }, ackForUser: false };
  }

  /** For a request whose answer takes a while: further copies of it are absorbed until then. */
  begin(key: string, kind: TransactionKind, flow: Flow): void {
    this.#keep(new ServerTransaction(ownText(key), kind, flow));
  }

  /** An answer of the transaction user, begun before or not; whether it is to be sent. */
  answer(key: string, { kind, flow, status, bytes }: Answer, now: number): boolean {
    const known = this.#live.get(key);
    const transaction = known ?? new ServerTransaction(ownText(key), kind, flow);
    if (transaction.input(inputOfStatus(status), now) !== 'send') return false;
    transaction.response = bytes;
    if (known === undefined && !transaction.isTerminated) this.#keep(transaction);
    this.#settle(transaction);
    return true;
  }

  /** Fires what is due. Call it every 100 ms or so. */
  tick(now: number): Tick {
    const sends: Send[] = [];
    const unacknowledged: string[] = [];
    this.#wheel.advance(now, (transaction) => {
      transaction.scheduledAt = Number.POSITIVE_INFINITY;
      if (this.#live.get(transaction.key) !== transaction) return;
      for (let act = transaction.fire(now); act !== undefined; act = transaction.fire(now)) {
        if (act === 'timeout') unacknowledged.push(transaction.key);
        if (act === 'resend' && transaction.response !== undefined) {
          sends.push({ flow: transaction.flow, bytes: transaction.response });
        }
      }
      this.#settle(transaction);
    });
    return { sends, unacknowledged };
  }

  #keep(transaction: ServerTransaction): void {
    this.#live.set(transaction.key, transaction);
  }

  #settle(transaction: ServerTransaction): void {
    if (transaction.isTerminated) {
      this.#live.delete(transaction.key);
    } else if (transaction.dueAt < transaction.scheduledAt) {
      transaction.scheduledAt = transaction.dueAt;
      this.#wheel.schedule(transaction, transaction.dueAt);
    }
  }
}
