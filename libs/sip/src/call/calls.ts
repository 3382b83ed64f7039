import type { Flow } from '../flow/flow.ts';
import type { SipResponse } from '../message/types.ts';
import { validateResponse } from '../message/validate-response.ts';
import type { Reply } from '../uas/reply.ts';
import { beginCall } from './begin-call.ts';
import type { NewCall } from './begin-call.ts';
import { keyOf, Outbox } from './call-context.ts';
import type { CallEffects, CallParts, Work } from './call-context.ts';
import { CallTable } from './call-table.ts';
import type { Call } from './call.ts';
import { cancelOf } from './own-requests.ts';
import { carryOut, endBoth } from './end-call.ts';
import { missAnswer, takeAnswer } from './take-answer.ts';
import { forwardAck, forwardWithin } from './within-dialog.ts';
import type { Arrived } from './within-dialog.ts';

/** After Timer C has cancelled them, phones have this long to say so, milliseconds. */
const LAST_WORD_MS = 32_000;

export interface Handled {
  readonly effects: CallEffects;
  /** To be sent instead; undefined: nothing is to be answered now. */
  readonly reply: Reply | undefined;
}

/**
 * The calls of a unit: a dialog-stateful proxy between Clients (RFC 3261 §16). Dialogs stay the phones' own (Call-ID, tags
 * and bodies pass untouched); the unit only knows both ends, so that it finds them and can end the call. Synchronous and
 * without sockets, like all of the core.
 */
export class Calls {
  readonly #parts: CallParts;
  readonly #table = new CallTable();

  constructor(parts: CallParts) {
    this.#parts = parts;
  }

  /** Calls that ring or talk. */
  get size(): number {
    return this.#table.size;
  }

  /** An INVITE of a known Client, outside of any dialog. */
  begin(begun: NewCall, now: number): Handled {
    const work = this.#work(now);
    return { reply: beginCall(work, begun), effects: work.outbox };
  }

  /** A request with a To tag; undefined: it is in no dialog of a call here. */
  within(arrived: Arrived, now: number): Handled | undefined {
    const work = this.#work(now);
    const reply = forwardWithin(work, arrived);
    return reply === undefined ? undefined : { reply: reply ?? undefined, effects: work.outbox };
  }

  /** An ACK that belongs to no transaction here: of a 2xx. */
  ack(arrived: Pick<Arrived, 'checked' | 'flow'>, now: number): CallEffects {
    const work = this.#work(now);
    forwardAck(work, arrived);
    return work.outbox;
  }

  /** A CANCEL for the INVITE whose server transaction has this key; it has its 200 already (RFC 3261 §16.10). */
  cancel(key: string, now: number): CallEffects {
    const work = this.#work(now);
    const call = this.#table.begunBy(key);
    if (call?.state === 'ringing') this.#giveUp(work, call, 487);
    else this.#cancelWithin(work, key);
    return work.outbox;
  }

  /** An answer that came; nobody answers one that is of no use. */
  answer(response: SipResponse, now: number): CallEffects {
    const work = this.#work(now);
    const checked = validateResponse(response, 'proxy');
    if (!checked.ok) return work.outbox;
    const received = this.#parts.client.receive(checked.value, now);
    work.outbox.send(received?.send);
    if (received?.isNews === true) takeAnswer(work, received.key, checked.value);
    return work.outbox;
  }

  /** A request could not be sent: its phone's connection has gone. */
  unsendable(key: string, now: number): CallEffects {
    const work = this.#work(now);
    if (this.#parts.client.unsendable(key, now) !== undefined) missAnswer(work, key);
    return work.outbox;
  }

  /** A connection has closed. */
  connectionClosed(flow: Flow, now: number): CallEffects {
    const work = this.#work(now);
    for (const key of this.#parts.client.over(flow)) {
      if (this.#parts.client.unsendable(key, now) !== undefined) missAnswer(work, key);
    }
    return work.outbox;
  }

  /** Timers. Call it every 100 ms or so. */
  tick(now: number): CallEffects {
    const work = this.#work(now);
    const { sends, ended } = this.#parts.client.tick(now);
    for (const send of sends) work.outbox.send(send);
    for (const { key } of ended) missAnswer(work, key);
    for (const call of this.#table.all()) if (call.deadline <= now) this.#overdue(work, call);
    return work.outbox;
  }

  #work(now: number): Work {
    return { parts: this.#parts, table: this.#table, outbox: new Outbox(), now };
  }

  #overdue(work: Work, call: Call): void {
    if (call.state === 'talking') {
      endBoth(work, call, { by: 'unit', reason: 'the longest duration is over' });
    } else if (call.givenUp === undefined) {
      this.#giveUp(work, call, 408);
    } else {
      // Phones that said nothing to their CANCEL have had their time.
      for (const id of call.branches.keys()) carryOut(work, call, call.init.fork.failure(id, null));
    }
  }

  #giveUp(work: Work, call: Call, status: 487 | 408): void {
    call.givenUp = status;
    call.deadline = work.now + LAST_WORD_MS;
    carryOut(work, call, call.init.fork.cancel());
  }

  /** A re-INVITE that was sent on is cancelled where it went. */
  #cancelWithin({ parts: { client }, outbox, now }: Work, key: string): void {
    const sent = this.#table.sentFor(key);
    if (sent === undefined || !client.isProceeding(keyOf(sent.branch, 'INVITE'))) return;
    outbox.send(client.begin(keyOf(sent.branch, 'CANCEL'), cancelOf(sent.request), sent.flow, now));
  }
}
