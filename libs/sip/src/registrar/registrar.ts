import type { Sid } from '@tandem/kernel';
import { BoundedMap } from '../memory/bounded-map.ts';
import type { Source } from '../message/types.ts';
import type { Binding, BindingChange, BindingEvent, BindingNews, RemovalReason } from './binding.ts';
import { decideRegister } from './decide-register.ts';
import type { RegisterDecision, RegisterInput } from './decide-register.ts';
import { KeepAliveRing } from './keep-alive-ring.ts';
import { CONNECTION_GRACE_MS, RECORD_AGAIN_MS, REGISTRATION_LIMITS } from './limits.ts';
import type { RegistrationLimits } from './limits.ts';
import type { BindingStore } from './ports.ts';
import type { RegistrationDirectory, RemoteRegistration } from './registration-directory.ts';

export interface RegistrarOptions {
  readonly store: BindingStore;
  readonly directory: RegistrationDirectory;
  readonly limits?: RegistrationLimits;
}

/** What a step of the registrar wants done; the store has its changes already. */
export interface RegistrarEffects {
  readonly events: readonly BindingEvent[];
  /** Where a keep-alive is due, by UDP. */
  readonly pings: readonly Source[];
}

export type RegisterRequest = Omit<RegisterInput, 'held' | 'limits'>;

const NOTHING: RegistrarEffects = { events: [], pings: [] };
/** Bindings looked at in one tick: a round over 200,000 takes 10 s at ten ticks a second. */
const SWEEP = 2000;
const YIELDED = 20_000;

const nameOf = ({ sid, key }: { readonly sid: Sid; readonly key: string }): string => `${sid}/${key}`;

const remove = (binding: Binding, reason: RemovalReason): BindingChange => ({
  kind: 'remove',
  binding,
  reason,
});

const repeated = (binding: Binding, now: number): BindingChange => ({
  kind: 'put',
  binding: { ...binding, recordedAt: now },
  news: 'present',
});

const endOf = ({ transport, connection }: Binding): RemovalReason =>
  transport !== 'udp' && connection === undefined ? 'connection-lost' : 'expired';

/**
 * The bindings of a unit over time: REGISTER, expiry, connections that close, Clients that are revoked, phones that move
 * to other units. A store that fails makes the call fail, with nothing told to anyone.
 */
export class Registrar {
  readonly #store: BindingStore;
  readonly #directory: RegistrationDirectory;
  readonly #limits: RegistrationLimits;
  readonly #ring = new KeepAliveRing();
  /** What was given up to another unit, in case a later record of our own past takes it back. */
  readonly #yielded = new BoundedMap<string, Binding>(YIELDED);
  #round: Iterator<Binding> | undefined;
  #seq = 0;

  constructor({ store, directory, limits = REGISTRATION_LIMITS }: RegistrarOptions) {
    this.#store = store;
    this.#directory = directory;
    this.#limits = limits;
  }

  /** Decides a REGISTER of a Client that is who it says (RFC 3261 §10.3). */
  register(request: RegisterRequest): {
    readonly decision: RegisterDecision;
    readonly effects: RegistrarEffects;
  } {
    const { sid, now } = request;
    const held = this.#store.list(sid, now);
    const decision = decideRegister({ ...request, held, limits: this.#limits });
    const effects = this.#commit(decision.changes, now);
    const others = this.#elsewhere(sid, decision);
    if (others.length === 0) return { decision, effects };
    const tombstones = others.map((key) => this.#gone({ sid, key }, 'unregistered', now));
    return { decision, effects: { ...effects, events: [...effects.events, ...tombstones] } };
  }

  /** The stream connection has ended: the phone has 30 s to come back. */
  connectionClosed(connection: string, now: number): RegistrarEffects {
    const changes = this.#store.ofConnection(connection).map((binding): BindingChange => {
      const expiresAt = Math.min(binding.expiresAt, now + CONNECTION_GRACE_MS);
      return { kind: 'put', binding: { ...binding, expiresAt, connection: undefined } };
    });
    return this.#commit(changes, now);
  }

  /** The Client was deleted, disabled, or its account closed: its phones go at once. */
  revoke(sid: Sid, now: number): RegistrarEffects {
    return this.#commit(
      this.#store.list(sid, now).map((binding) => remove(binding, 'revoked')),
      now,
    );
  }

  /**
   * A record of the registrations topic was read, ours included. After a start the topic is read from its beginning, so
   * that a phone may go to another unit and come back to us within the records of the past.
   */
  applyRemote(record: RemoteRegistration, now: number): RegistrarEffects {
    const verdict = this.#directory.apply(record, now);
    if (verdict === 'noted') return NOTHING;
    if (verdict === 'regained') return this.#regain(record, now);
    const held = this.#store.list(record.sid, now).find(({ key }) => key === record.key);
    if (held === undefined) return NOTHING;
    if (verdict === 'orphaned') return this.#commit([repeated(held, now)], now);
    this.#ring.remove(held);
    this.#store.apply([remove(held, verdict === 'superseded' ? 'moved' : 'unregistered')]);
    this.#yielded.set(nameOf(record), held);
    return NOTHING;
  }

  /** At start: connections of an earlier run are no more, and keep-alives go on. */
  restore(now: number): RegistrarEffects {
    const changes: BindingChange[] = [];
    for (const binding of this.#all()) {
      if (binding.transport !== 'udp') changes.push(remove(binding, 'connection-lost'));
      else if (binding.expiresAt <= now) changes.push(remove(binding, 'expired'));
      else this.#ring.put(binding, now);
    }
    return this.#commit(changes, now);
  }

  /** Before stopping: phones on streams have to find another unit, those on UDP will find us again. */
  drain(now: number): RegistrarEffects {
    const streams = this.#all().filter(({ transport }) => transport !== 'udp');
    return this.#commit(
      streams.map((binding) => remove(binding, 'drained')),
      now,
    );
  }

  /** What time brings: expiries, records to repeat, keep-alives. Call it ten times a second. */
  tick(now: number): RegistrarEffects {
    const changes: BindingChange[] = [];
    for (const binding of this.#sweep()) {
      if (binding.expiresAt <= now) changes.push(remove(binding, endOf(binding)));
      else if (now - binding.recordedAt >= RECORD_AGAIN_MS) changes.push(repeated(binding, now));
    }
    const pings = this.#ring.due(now).filter(({ expiresAt }) => expiresAt > now);
    return changes.length === 0 && pings.length === 0
      ? NOTHING
      : { ...this.#commit(changes, now), pings: pings.map(({ remote }) => remote) };
  }

  #regain(record: RemoteRegistration, now: number): RegistrarEffects {
    const binding = this.#yielded.get(nameOf(record));
    if (binding === undefined || binding.expiresAt <= now) return NOTHING;
    this.#yielded.delete(nameOf(record));
    return this.#commit([{ kind: 'put', binding }], now);
  }

  #elsewhere(sid: Sid, { elsewhere = [] }: RegisterDecision): readonly string[] {
    if (elsewhere === '*') return [...this.#directory.elsewhere(sid).keys()];
    return elsewhere.filter((key) => this.#directory.isElsewhere(sid, key));
  }

  #commit(changes: readonly BindingChange[], now: number): RegistrarEffects {
    if (changes.length === 0) return NOTHING;
    this.#store.apply(changes);
    const events: BindingEvent[] = [];
    for (const change of changes) {
      const { binding } = change;
      if (change.kind === 'remove') {
        this.#ring.remove(binding);
        events.push(this.#gone(binding, change.reason, now));
      } else {
        this.#ring.put(binding, now);
        if (change.news !== undefined) events.push(this.#told(binding, change.news, now));
      }
    }
    return { events, pings: [] };
  }

  #told(binding: Binding, news: BindingNews, now: number): BindingEvent {
    const { sid, key } = binding;
    const kind = this.#directory.isElsewhere(sid, key) ? 'moved' : news;
    return { kind, seq: this.#next(sid, key, now), binding };
  }

  #gone({ sid, key }: Pick<Binding, 'sid' | 'key'>, reason: RemovalReason, now: number): BindingEvent {
    return { kind: 'gone', seq: this.#next(sid, key, now), sid, key, reason };
  }

  #next(sid: Sid, key: string, now: number): number {
    this.#seq += 1;
    this.#directory.announce(sid, key, this.#seq, now);
    return this.#seq;
  }

  #all(): readonly Binding[] {
    return [...{ [Symbol.iterator]: () => this.#store.all() }];
  }

  *#sweep(): Generator<Binding> {
    this.#round ??= this.#store.all();
    for (let seen = 0; seen < SWEEP; seen++) {
      const next = this.#round.next();
      if (next.done === true) {
        this.#round = undefined;
        return;
      }
      yield next.value;
    }
  }
}
