import type { Flow, Send, TransportName } from '../flow/flow.ts';
import type { SourceRate } from '../auth/source-rate.ts';
import type { Calls, Handled } from '../call/calls.ts';
import { cseqOf } from '../headers/accessors.ts';
import { tagOf } from '../headers/contact.ts';
import { isKnownMethod } from '../message/methods.ts';
import { parseMessage } from '../message/parse.ts';
import type { Answerable, ParseOutcome, Refusal, SipRequest, SipResponse } from '../message/types.ts';
import { validateRequest } from '../message/validate-request.ts';
import type { CheckedRequest } from '../message/validate-request.ts';
import { transactionKey } from '../transaction/key.ts';
import type { Known, ServerTransactions } from '../transaction/server-transactions.ts';
import { NO_EFFECTS } from './effects.ts';
import type { Observation, UasEffects } from './effects.ts';
import type { MethodSwitch } from './method-switch.ts';
import { refusal } from './reply.ts';
import type { Reply } from './reply.ts';
import type { Responder } from './responder.ts';

export interface UserAgentServerParts {
  readonly transactions: ServerTransactions;
  readonly methods: MethodSwitch;
  readonly responder: Responder;
  readonly calls: Calls;
  /** How much is sent to senders that are not proved. */
  readonly rate: SourceRate;
}

/** One message with where it came from and when. */
interface Arrival {
  readonly flow: Flow;
  /** Octets; undefined on streams, whose sender is proved by the handshake. */
  readonly size: number | undefined;
  readonly now: number;
}

/** "401/407 at most twice the request": no one gains by having us answer to a victim. */
const AMPLIFICATION = 2;
/** IP and UDP headers, which both ways carry. */
const PACKET_HEADER = 28;

const methodLabel = (method: string): string => (isKnownMethod(method) ? method : 'other');

/**
 * The whole way of a message: read, match its transaction, check, decide, answer. Synchronous and without sockets:
 * messages in, what to send and tell out.
 */
export class UserAgentServer {
  readonly #parts: UserAgentServerParts;

  constructor(parts: UserAgentServerParts) {
    this.#parts = parts;
  }

  /** Calls that ring or talk here. */
  get calls(): number {
    return this.#parts.calls.size;
  }

  /** A datagram. `now` is wall-clock milliseconds, here and below. */
  datagram(octets: Buffer, flow: Flow, now: number): UasEffects {
    const outcome = parseMessage(octets, { transport: 'datagram' });
    return this.#accept(outcome, { flow, size: octets.length, now });
  }

  /** A message cut from a stream. */
  message(outcome: ParseOutcome, flow: Flow, now: number): UasEffects {
    return this.#accept(outcome, { flow, size: undefined, now });
  }

  /** Timers of transactions. Call it every 100 ms or so. */
  tick(now: number): UasEffects {
    const { sends } = this.#parts.transactions.tick(now);
    const calls = this.#parts.calls.tick(now);
    if (sends.length === 0 && calls.sends.length === 0 && calls.reports.length === 0) return NO_EFFECTS;
    return { ...NO_EFFECTS, sends: [...sends, ...calls.sends], reports: calls.reports };
  }

  /** A request of a client transaction could not be sent. */
  unsendable(key: string, now: number): UasEffects {
    return { ...NO_EFFECTS, ...this.#parts.calls.unsendable(key, now) };
  }

  /** A connection has closed: what was sent over it, or was to be, gets no answer. */
  connectionClosed(flow: Flow, now: number): UasEffects {
    return { ...NO_EFFECTS, ...this.#parts.calls.connectionClosed(flow, now) };
  }

  #accept(outcome: ParseOutcome, arrival: Arrival): UasEffects {
    const { transport } = arrival.flow;
    switch (outcome.kind) {
      case 'keep-alive':
        return observed({ outcome: 'keep-alive', transport });
      case 'dropped':
        return observed({ outcome: 'dropped', transport });
      case 'refused':
        return this.#refuse(outcome.replyTo, outcome.refusal, undefined, arrival);
      case 'message':
        return outcome.message.kind === 'request'
          ? this.#request(outcome.message, arrival)
          : this.#response(outcome.message, arrival);
    }
  }

  #response(response: SipResponse, { flow: { transport }, now }: Arrival): UasEffects {
    const { sends, reports } = this.#parts.calls.answer(response, now);
    return { ...observed({ outcome: 'response', transport }), sends, reports };
  }

  #request(request: SipRequest, arrival: Arrival): UasEffects {
    const checked = validateRequest(request);
    if (!checked.ok) return this.#refuse(request, checked.error, request.method, arrival);
    const { transactions } = this.#parts;
    const { now } = arrival;
    const key = transactionKey(checked.value);
    if (request.method === 'ACK') return this.#ack(key, checked.value, arrival);
    const known = transactions.receive(key, 'request', now);
    if (known !== undefined) return repeated(known, request, arrival);
    return this.#within(key, checked.value, arrival) ?? this.#answer(key, checked.value, arrival);
  }

  #ack(key: string, checked: CheckedRequest, { flow, now }: Arrival): UasEffects {
    const { transactions, calls } = this.#parts;
    const known = transactions.receive(key, 'ack', now);
    const sends =
      known === undefined || known.ackForUser ? calls.ack({ checked, flow }, now).sends : NO_EFFECTS.sends;
    const outcome = sends.length === 0 ? 'absorbed' : 'forwarded';
    return { ...observed({ outcome, transport: flow.transport, method: 'ACK' }), sends };
  }

  /** A request of a call's dialog; undefined for all others. CANCEL is of a transaction, whatever its To says. */
  #within(key: string, checked: CheckedRequest, arrival: Arrival): UasEffects | undefined {
    const { request, to } = checked;
    if (request.method === 'CANCEL' || tagOf(to) === undefined) return undefined;
    const { flow, now } = arrival;
    const handled = this.#parts.calls.within({ key, checked, flow }, now);
    return handled && this.#handled(key, handled, checked, arrival);
  }

  /** What a call makes of a request: its effects, or a refusal. */
  #handled(
    key: string,
    { effects, reply }: Handled,
    { request }: CheckedRequest,
    arrival: Arrival,
  ): UasEffects {
    if (reply !== undefined) {
      return { ...this.#stateful(key, request, reply, arrival), reports: effects.reports };
    }
    const { transport } = arrival.flow;
    return { ...NO_EFFECTS, ...effects, observations: [forwarded(request, transport)] };
  }

  #answer(key: string, checked: CheckedRequest, arrival: Arrival): UasEffects {
    const { methods, calls } = this.#parts;
    const { flow, now } = arrival;
    const { request } = checked;
    let reply: Reply;
    let failure: unknown;
    try {
      reply = methods.handle(checked, flow, now);
    } catch (error) {
      reply = refusal(500, 'failure');
      failure = error;
    }
    if (reply.caller !== undefined || reply.leg !== undefined) {
      const { caller = null, leg } = reply;
      const begun = calls.begin({ key, checked, flow, caller, ...(leg && { leg }) }, now);
      return this.#handled(key, begun, checked, arrival);
    }
    if (!reply.proved) {
      const effects = this.#stateless(request, request.method, reply, arrival);
      if (failure !== undefined) return { ...effects, failure };
      return request.method === 'CANCEL' ? this.#cancelled(effects, checked, now) : effects;
    }
    return this.#stateful(key, request, reply, arrival);
  }

  #stateful(key: string, request: SipRequest, reply: Reply, arrival: Arrival): UasEffects {
    const { transactions, responder } = this.#parts;
    const { flow, now } = arrival;
    const send = responder.respond(request, flow, reply);
    const kind = request.method === 'INVITE' ? 'invite' : 'non-invite';
    transactions.answer(key, { kind, flow: send.flow, status: reply.status, bytes: send.bytes }, now);
    return {
      ...NO_EFFECTS,
      sends: [send],
      events: reply.events ?? NO_EFFECTS.events,
      observations: [answered(reply, request.method, arrival)],
    };
  }

  /** The CANCEL has its answer, whatever comes of the INVITE (RFC 3261 §9.2). */
  #cancelled(effects: UasEffects, checked: CheckedRequest, now: number): UasEffects {
    const { sends, reports } = this.#parts.calls.cancel(transactionKey(checked, 'INVITE'), now);
    return { ...effects, sends: [...effects.sends, ...sends], reports };
  }

  /** A request that cannot be used as it is. Nobody answers an ACK. */
  #refuse(
    replyTo: Answerable,
    { status, reason, why }: Refusal,
    method: string | undefined,
    arrival: Arrival,
  ): UasEffects {
    const asked = method ?? methodOf(replyTo);
    if (asked === 'ACK') return observed({ outcome: 'dropped', transport: arrival.flow.transport, why });
    return this.#stateless(replyTo, asked, { ...refusal(status, why), reason }, arrival);
  }

  #stateless(replyTo: Answerable, method: string, reply: Reply, arrival: Arrival): UasEffects {
    const { flow, size, now } = arrival;
    const label = methodLabel(method);
    if (!this.#parts.rate.take(flow.remote.address, now)) {
      return observed({ outcome: 'throttled', transport: flow.transport, method: label });
    }
    const send = this.#bounded(replyTo, flow, reply, size);
    if (send === undefined) {
      return observed({ outcome: 'amplifying', transport: flow.transport, method: label });
    }
    return { ...NO_EFFECTS, sends: [send], observations: [answered(reply, method, arrival)] };
  }

  /** The answer, if it is no more than twice the request; else with its first extra header only, if that helps. */
  #bounded(replyTo: Answerable, flow: Flow, reply: Reply, size: number | undefined): Send | undefined {
    const { responder } = this.#parts;
    const send = responder.respond(replyTo, flow, reply);
    if (size === undefined) return send;
    const most = AMPLIFICATION * (size + PACKET_HEADER) - PACKET_HEADER;
    if (send.bytes.length <= most) return send;
    // Of two challenges the preferred one serves; a phone that cannot use it has a longer request to send.
    const shorter = responder.respond(replyTo, flow, { ...reply, headers: reply.headers.slice(0, 1) });
    return shorter.bytes.length <= most ? shorter : undefined;
  }
}

const methodOf = (request: Answerable): string => {
  const cseq = cseqOf(request);
  return cseq.ok ? cseq.value.method : '';
};

const observed = (observation: Observation): UasEffects => ({ ...NO_EFFECTS, observations: [observation] });

const forwarded = ({ method }: SipRequest, transport: TransportName): Observation => ({
  outcome: 'forwarded',
  transport,
  method: methodLabel(method),
});

const answered = ({ status, why }: Reply, method: string, { flow }: Arrival): Observation => ({
  outcome: 'answered',
  transport: flow.transport,
  method: methodLabel(method),
  status,
  why,
});

const repeated = ({ resend }: Known, { method }: SipRequest, { flow }: Arrival): UasEffects => ({
  ...NO_EFFECTS,
  sends: resend === undefined ? [] : [resend],
  observations: [
    {
      outcome: resend === undefined ? 'absorbed' : 'resent',
      transport: flow.transport,
      method: methodLabel(method),
    },
  ],
});
