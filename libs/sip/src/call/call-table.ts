import type { Sid } from '@tandem/kernel';
import { routesOf } from '../headers/accessors.ts';
import { tagOf } from '../headers/contact.ts';
import type { Flow } from '../flow/flow.ts';
import type { NameAddr } from '../headers/types.ts';
import type { SipRequest } from '../message/types.ts';
import { BoundedMap } from '../memory/bounded-map.ts';
import { ownText } from '../memory/own-text.ts';
import type { CheckedRequest } from '../message/validate-request.ts';
import type { Pending } from './call-context.ts';
import type { Call, CallSide } from './call.ts';

const PENDING_CAPACITY = 65_536;

/** From whom to whom a request within a dialog goes. */
export interface Direction {
  readonly call: Call;
  readonly from: CallSide;
  readonly to: CallSide;
  /** What is left of its route behind this element. */
  readonly routes: readonly NameAddr[];
}

/** An INVITE of a dialog, as it went on. */
export interface SentOn {
  readonly branch: string;
  readonly flow: Flow;
  readonly request: SipRequest;
}

/** The calls of a unit, by all that messages call them. */
export class CallTable {
  readonly #byKey = new Map<string, Call>();
  /** How many calls of each Client there are. */
  readonly #ofClient = new Map<Sid, number>();
  readonly #byCallId = new Map<string, Set<Call>>();
  readonly #sent = new BoundedMap<string, SentOn>(PENDING_CAPACITY);
  readonly #pending = new BoundedMap<string, Pending>(PENDING_CAPACITY);

  get size(): number {
    return this.#byKey.size;
  }

  /** All of them; good while calls come and go. */
  all(): IterableIterator<Call> {
    return this.#byKey.values();
  }

  /** How many calls a Client has begun that have not ended. */
  callsOf(client: Sid): number {
    return this.#ofClient.get(client) ?? 0;
  }

  add(call: Call): void {
    const { caller } = call.init;
    if (caller !== null) this.#ofClient.set(caller.sid, this.callsOf(caller.sid) + 1);
    this.#byKey.set(ownText(call.init.key), call);
    const { callId } = call.init.checked;
    const same = this.#byCallId.get(callId) ?? new Set();
    this.#byCallId.set(ownText(callId), same.add(call));
  }

  /** Idempotent. */
  remove(call: Call): void {
    if (!this.#byKey.delete(call.init.key)) return;
    this.#countOff(call);
    const { callId } = call.init.checked;
    const same = this.#byCallId.get(callId);
    same?.delete(call);
    if (same?.size === 0) this.#byCallId.delete(callId);
  }

  #countOff({ init: { caller } }: Call): void {
    if (caller === null) return;
    const left = this.callsOf(caller.sid) - 1;
    if (left > 0) this.#ofClient.set(caller.sid, left);
    else this.#ofClient.delete(caller.sid);
  }

  /** The call that an INVITE began. @param key of its server transaction */
  begunBy(key: string): Call | undefined {
    return this.#byKey.get(key);
  }

  /** A request of a dialog was sent on. @param key of its server transaction */
  sentOn(key: string, sent: SentOn): void {
    this.#sent.set(key, sent);
  }

  sentFor(key: string): SentOn | undefined {
    return this.#sent.get(key);
  }

  await(key: string, pending: Pending): void {
    this.#pending.set(key, pending);
  }

  awaited(key: string): Pending | undefined {
    return this.#pending.get(key);
  }

  settled(key: string): void {
    this.#pending.delete(key);
  }

  /** Whose dialog a request is in, by Call-ID and both tags (RFC 3261 §12); undefined: no call's. */
  directionOf({ request, callId, from, to }: CheckedRequest): Direction | undefined {
    const [fromTag, toTag] = [tagOf(from), tagOf(to)];
    if (fromTag === undefined || toTag === undefined) return undefined;
    const routes = routesOf(request);
    for (const call of this.#byCallId.get(callId) ?? []) {
      const left = routes.ok ? routes.value.filter((route) => !isOurs(route, call)) : [];
      const { caller, callees } = call;
      const [byCallee, toCallee] = [callees.get(fromTag), callees.get(toTag)];
      if (fromTag === caller.tag && toCallee !== undefined)
        return { call, from: caller, to: toCallee, routes: left };
      if (toTag === caller.tag && byCallee !== undefined)
        return { call, from: byCallee, to: caller, routes: left };
    }
    return undefined;
  }
}

/** Our Record-Routes have the call's token as their user. */
const isOurs = ({ uri }: NameAddr, { init }: Call): boolean => 'user' in uri && uri.user === init.token;
