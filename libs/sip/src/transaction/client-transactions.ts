import type { Flow, Send } from '../flow/flow.ts';
import { BoundedMap } from '../memory/bounded-map.ts';
import type { SipRequest, SipResponse, Source } from '../message/types.ts';
import { serialize } from '../message/serialize.ts';
import type { CheckedResponse } from '../message/validate-response.ts';
import { ackOf } from './ack-of.ts';
import type { ClientAction } from './client-machine.ts';
import { ClientTransaction } from './client-transaction.ts';
import { inputOfStatus } from './machine.ts';
import { TimerWheel } from './timer-wheel.ts';
import { GIVE_UP } from './timers.ts';

export interface ClientTransactionsOptions {
  /** Milliseconds, of the clock that all later calls use. */
  readonly now: number;
  /** How many are kept; beyond that the oldest is forgotten, and its answers are strays. */
  readonly capacity?: number;
}

/** What an answer is to its transaction. */
export interface Received {
  /** Of the request. */
  readonly key: string;
  /** The answer is for the transaction user; else it was a copy. */
  readonly isNews: boolean;
  /** An ACK, by the transaction itself. */
  readonly send: Send | undefined;
}

export type Ending = { readonly key: string; readonly why: 'timeout' | 'unsendable' };

export interface ClientTick {
  readonly sends: readonly Send[];
  readonly ended: readonly Ending[];
}

interface Kept {
  readonly transaction: ClientTransaction;
  /** For the ACK of a refusal (RFC 3261 §17.1.1.3); null but for INVITE. */
  readonly invite: SipRequest | null;
}

const DEFAULT_CAPACITY = 65_536;
const SLOT_MS = 100;

/** "the branch parameter in the top Via" and "the method parameter in the CSeq" (RFC 3261 §17.1.3). */
export const clientKey = (branch: string, method: string): string => `${branch} ${method}`;

/** The client transactions of one element (RFC 3261 §17.1), bounded. */
export class ClientTransactions {
  readonly #live: BoundedMap<string, Kept>;
  readonly #wheel: TimerWheel<ClientTransaction>;

  constructor({ now, capacity = DEFAULT_CAPACITY }: ClientTransactionsOptions) {
    this.#live = new BoundedMap(capacity);
    this.#wheel = new TimerWheel(now, SLOT_MS, GIVE_UP);
  }

  get size(): number {
    return this.#live.size;
  }

  /** Whether a request had a provisional answer and no final one. */
  isProceeding(key: string): boolean {
    return this.#live.get(key)?.transaction.isProceeding ?? false;
  }

  /** Begins a transaction. @param key by `clientKey`; its branch is that of the request's top Via */
  begin(key: string, request: SipRequest, flow: Flow, now: number): Send {
    const isInvite = request.method === 'INVITE';
    const bytes = serialize(request);
    const transaction = new ClientTransaction(key, { isInvite, flow, bytes });
    transaction.begin(now);
    this.#live.set(key, { transaction, invite: isInvite ? request : null });
    this.#settle(transaction);
    return { flow, bytes, key };
  }

  /** undefined: the answer is to none of these. */
  receive({ response, via, cseq }: CheckedResponse, now: number): Received | undefined {
    const key = clientKey(via.branch ?? '', cseq.method);
    const kept = this.#live.get(key);
    if (kept === undefined) return undefined;
    const { transaction } = kept;
    const act = transaction.input(inputOfStatus(response.status), now);
    const send = acknowledged(kept, act, response);
    this.#settle(transaction);
    return { key, isNews: act === 'up' || act === 'ack-up', send };
  }

  /** The requests that went over a connection, or were to open it. */
  over({ connection, remote }: Flow): readonly string[] {
    const keys: string[] = [];
    for (const { transaction } of this.#live.values()) {
      const { flow, key } = transaction;
      if (flow.transport === 'udp') continue;
      const opened = flow.connection === undefined && sameSource(flow.remote, remote);
      if (opened || flow.connection === connection) keys.push(key);
    }
    return keys;
  }

  /** A request could not be sent: there is no such connection, or the network says so. */
  unsendable(key: string, now: number): Ending | undefined {
    const transaction = this.#live.get(key)?.transaction;
    const act = transaction?.input('unsendable', now);
    if (transaction !== undefined) this.#settle(transaction);
    return act === 'unsendable' ? { key, why: act } : undefined;
  }

  /** Fires what is due. Call it every 100 ms or so. */
  tick(now: number): ClientTick {
    const sends: Send[] = [];
    const ended: Ending[] = [];
    this.#wheel.advance(now, (transaction) => {
      transaction.scheduledAt = Number.POSITIVE_INFINITY;
      const { key, flow, bytes } = transaction;
      if (this.#live.get(key)?.transaction !== transaction) return;
      for (let act = transaction.fire(now); act !== undefined; act = transaction.fire(now)) {
        if (act === 'timeout') ended.push({ key, why: act });
        if (act === 'resend') sends.push({ flow, bytes });
      }
      this.#settle(transaction);
    });
    return { sends, ended };
  }

  #settle(transaction: ClientTransaction): void {
    if (transaction.isTerminated) {
      this.#live.delete(transaction.key);
    } else if (transaction.dueAt < transaction.scheduledAt) {
      transaction.scheduledAt = transaction.dueAt;
      this.#wheel.schedule(transaction, transaction.dueAt);
    }
  }
}

const acknowledged = (
  { transaction, invite }: Kept,
  act: ClientAction,
  response: SipResponse,
): Send | undefined => {
  if (invite === null || (act !== 'ack-up' && act !== 'ack')) return undefined;
  transaction.ack ??= serialize(ackOf(invite, response));
  return { flow: transaction.flow, bytes: transaction.ack };
};

const sameSource = (a: Source, b: Source): boolean => a.address === b.address && a.port === b.port;
