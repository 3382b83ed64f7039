import type { Flow } from '../flow/flow.ts';
import type { SipResponse } from '../message/types.ts';
import type { CheckedRequest } from '../message/validate-request.ts';
import { validateResponse } from '../message/validate-response.ts';
import type { Reply } from '../uas/reply.ts';
import { beginCall } from './begin-call.ts';
import type { NewCall } from './begin-call.ts';
import { keyOf, Outbox } from './call-context.ts';
import type { CallEffects, CallParts } from './call-context.ts';
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
  begin(begun: NewCall): Handled {
    const outbox = new Outbox();
    return { reply: beginCall(this.#parts, this.#table, outbox, begun), effects: outbox };
  }

  /** A request with a To tag; undefined: it is in no dialog of a call here. */
  within(arrived: Arrived): Handled | undefined {
    const outbox = new Outbox();
    const reply = forwardWithin(this.#parts, this.#table, outbox, arrived);
    return reply === undefined ? undefined : { reply: reply ?? undefined, effects: outbox };
  }

  /** An ACK that belongs to no transaction here: of a 2xx. */
  ack(checked: CheckedRequest, flow: Flow): CallEffects {
    const outbox = new Outbox();
    forwardAck(this.#parts, this.#table, outbox, { checked, flow });
    return outbox;
  }

  /** A CANCEL for the INVITE whose server transaction has this key; it has its 200 already (RFC 3261 §16.10). */
  cancel(key: string, now: number): CallEffects {
    const outbox = new Outbox();
    const call = this.#table.begunBy(key);
    if (call?.state === 'ringing') this.#giveUp(call, 487, outbox, now);
    else this.#cancelWithin(key, outbox, now);
    return outbox;
  }

  /** An answer that came; nobody answers one that is of no use. */
  answer(response: SipResponse, now: number): CallEffects {
    const outbox = new Outbox();
    const checked = validateResponse(response, 'proxy');
    if (!checked.ok) return outbox;
    const received = this.#parts.client.receive(checked.value, now);
    outbox.send(received?.send);
    if (received?.isNews === true) {
      takeAnswer(this.#parts, this.#table, outbox, { key: received.key, checked: checked.value, now });
    }
    return outbox;
  }

  /** A request could not be sent: its phone's connection has gone. */
  unsendable(key: string, now: number): CallEffects {
    const outbox = new Outbox();
    const ended = this.#parts.client.unsendable(key, now);
    if (ended !== undefined) missAnswer(this.#parts, this.#table, outbox, { key, now });
    return outbox;
  }

  /** Timers. Call it every 100 ms or so. */
  tick(now: number): CallEffects {
    const outbox = new Outbox();
    const { sends, ended } = this.#parts.client.tick(now);
    for (const send of sends) outbox.send(send);
    for (const { key } of ended) missAnswer(this.#parts, this.#table, outbox, { key, now });
    for (const call of this.#table.all()) if (call.deadline <= now) this.#overdue(call, outbox, now);
    return outbox;
  }

  #overdue(call: Call, outbox: Outbox, now: number): void {
    if (call.state === 'talking') {
      const [by, reason] = ['unit', 'the longest duration is over'] as const;
      endBoth(this.#parts, this.#table, outbox, { call, by, reason, now });
    } else if (call.givenUp === undefined) {
      this.#giveUp(call, 408, outbox, now);
    } else {
      // Phones that said nothing to their CANCEL have had their time.
      const { fork } = call.init;
      for (const id of call.branches.keys()) {
        carryOut(this.#parts, this.#table, outbox, { call, steps: fork.failure(id, null), now });
      }
    }
  }

  #giveUp(call: Call, status: 487 | 408, outbox: Outbox, now: number): void {
    call.givenUp = status;
    call.deadline = now + LAST_WORD_MS;
    carryOut(this.#parts, this.#table, outbox, { call, steps: call.init.fork.cancel(), now });
  }

  /** A re-INVITE that was sent on is cancelled where it went. */
  #cancelWithin(key: string, outbox: Outbox, now: number): void {
    const { client } = this.#parts;
    const sent = this.#table.sentFor(key);
    if (sent === undefined || !client.isProceeding(keyOf(sent.branch, 'INVITE'))) return;
    outbox.send(client.begin(keyOf(sent.branch, 'CANCEL'), cancelOf(sent.request), sent.flow, now));
  }
}
