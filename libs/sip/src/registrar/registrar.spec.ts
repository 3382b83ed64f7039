import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Flow } from '../flow/flow.ts';
import { contactsOf } from '../headers/accessors.ts';
import { field, HeaderBag } from '../headers/header-bag.ts';
import type { BindingEvent } from './binding.ts';
import { MemoryBindingStore } from './memory-binding-store.ts';
import { Registrar } from './registrar.ts';
import type { RegistrarEffects, RegisterRequest } from './registrar.ts';
import { RegistrationDirectory } from './registration-directory.ts';
import type { RemoteRegistration } from './registration-directory.ts';

const T0 = Date.UTC(2013, 10, 4, 16, 33, 39);
const SID = 'CL00000000000000000000000000000001';
const udp: Flow = {
  transport: 'udp',
  remote: { address: '192.0.2.1', port: 5060 },
  local: { address: '192.0.2.9', port: 5060 },
};
const tcp = (connection: string): Flow => ({ ...udp, transport: 'tcp', connection });

let store: MemoryBindingStore;
let registrar: Registrar;
let cseq: number;

const start = (): void => {
  const directory = new RegistrationDirectory({ unit: 'cp-1', incarnation: 'run-1' });
  registrar = new Registrar({ store, directory });
};

beforeEach(() => {
  store = new MemoryBindingStore();
  cseq = 0;
  start();
});

const told = (events: readonly BindingEvent[]) =>
  events.map((event) =>
    event.kind === 'gone' ? `gone ${event.key} ${event.reason}` : `${event.kind} ${event.binding.key}`,
  );

const run = (effects: RegistrarEffects) => told(effects.events);

const register = (contact: string, over: Partial<RegisterRequest> = {}) => {
  const contacts = contactsOf({ headers: new HeaderBag([field('Contact', contact)]) });
  if (!contacts.ok) throw new Error(contacts.error.why);
  cseq += 1;
  const { decision, effects } = registrar.register({
    sid: SID,
    aor: 'alice@tandem.local',
    contacts: contacts.value,
    expires: undefined,
    callId: 'c',
    cseq,
    userAgent: undefined,
    flow: udp,
    behindNat: false,
    now: T0,
    ...over,
  });
  return { status: decision.status, events: run(effects) };
};

const remote = (over: Partial<RemoteRegistration> = {}): RemoteRegistration => ({
  sid: SID,
  key: 'sip:a@192.0.2.1',
  unit: 'cp-2',
  incarnation: 'other',
  seq: 1,
  ...over,
});

const A = '<sip:a@192.0.2.1>';
const KEY_A = 'sip:a@192.0.2.1';
const held = (now = T0) => store.list(SID, now);

describe('Registrar', () => {
  it('keeps what a REGISTER brings and tells the cluster once', () => {
    expect(register(A)).toEqual({ status: 200, events: [`appeared ${KEY_A}`] });
    expect(register(A, { now: T0 + 60_000 }).events).toEqual([]);
    expect(held()).toHaveLength(1);
  });

  it('numbers its events in order', () => {
    const first = registrar.revoke(SID, T0);
    expect(first.events).toEqual([]);
    register(A);
    register('<sip:b@192.0.2.1>');
    const { events } = registrar.revoke(SID, T0);
    expect(events.map(({ seq }) => seq)).toEqual([3, 4]);
  });

  it('changes nothing with a refused REGISTER', () => {
    register(A);
    expect(register(A, { cseq: 1 })).toEqual({ status: 500, events: [] });
    expect(held()[0]?.cseq).toBe(1);
  });

  it('tells no one when the store fails', () => {
    store.apply = () => JSON.parse('{') as never;
    expect(() => register(A)).toThrow(SyntaxError);
  });

  it('removes an expired binding and says so', () => {
    register(`${A};expires=60`);
    expect(run(registrar.tick(T0 + 59_999))).toEqual([]);
    expect(run(registrar.tick(T0 + 60_000))).toEqual([`gone ${KEY_A} expired`]);
    expect(store.size).toBe(0);
  });

  it('repeats every 15 minutes that a phone is still there', () => {
    register(`${A};expires=3600`);
    expect(run(registrar.tick(T0 + 899_999))).toEqual([]);
    expect(run(registrar.tick(T0 + 900_000))).toEqual([`present ${KEY_A}`]);
    expect(run(registrar.tick(T0 + 900_100))).toEqual([]);
    expect(run(registrar.tick(T0 + 1_800_000))).toEqual([`present ${KEY_A}`]);
  });

  it('gets round all bindings however many there are', () => {
    for (let i = 0; i < 5000; i++) register(`${A};expires=60`, { sid: `CL${i}` });
    for (let i = 0; i < 4; i++) run(registrar.tick(T0 + 61_000 + i));
    expect(store.size).toBe(0);
  });

  it('ends the bindings of a revoked Client at once', () => {
    register(A);
    register('<sip:b@192.0.2.1>');
    expect(run(registrar.revoke(SID, T0))).toEqual([`gone ${KEY_A} revoked`, 'gone sip:b@192.0.2.1 revoked']);
    expect(store.size).toBe(0);
  });

  describe('with streams', () => {
    it('gives a phone 30 s to come back when its connection ends', () => {
      register(A, { flow: tcp('1') });
      run(registrar.connectionClosed('1', T0));
      expect(held(T0 + 29_999)).toHaveLength(1);
      expect(run(registrar.tick(T0 + 30_000))).toEqual([`gone ${KEY_A} connection-lost`]);
    });

    it('keeps a phone that came back on another connection', () => {
      register(A, { flow: tcp('1') });
      run(registrar.connectionClosed('1', T0));
      expect(register(A, { flow: tcp('2') }).events).toEqual([]);
      run(registrar.connectionClosed('1', T0 + 1));
      expect(run(registrar.tick(T0 + 31_000))).toEqual([]);
      expect(held(T0 + 3_599_000)).toHaveLength(1);
    });

    it('does not lengthen a binding that ends sooner', () => {
      register(`${A};expires=60`, { flow: tcp('1') });
      run(registrar.connectionClosed('1', T0 + 50_000));
      expect(held(T0 + 60_000)).toEqual([]);
    });

    it('takes them off the cluster before it stops, and leaves those on UDP', () => {
      register(A, { flow: tcp('1') });
      register('<sip:udp@192.0.2.1>');
      expect(run(registrar.drain(T0))).toEqual([`gone ${KEY_A} drained`]);
      expect(held()).toHaveLength(1);
    });

    it('drops those of an earlier run when it starts', () => {
      register(A, { flow: tcp('1') });
      register('<sip:udp@192.0.2.1>');
      register('<sip:old@192.0.2.1>;expires=60');
      start();
      expect(run(registrar.restore(T0 + 60_000))).toEqual([
        `gone ${KEY_A} connection-lost`,
        'gone sip:old@192.0.2.1 expired',
      ]);
      expect(held(T0 + 60_000).map(({ key }) => key)).toEqual(['sip:udp@192.0.2.1']);
    });
  });

  describe('behind NAT', () => {
    const pings = (from: number, seconds: number): number[] => {
      const at: number[] = [];
      for (let second = from; second < from + seconds; second++) {
        const { pings: due } = registrar.tick(T0 + second * 1000);
        for (const source of due) at.push(second, source.port);
      }
      return at;
    };

    it('keeps the way to a phone open every 25 s until its binding ends', () => {
      registrar.tick(T0);
      register(`${A};expires=60`, { behindNat: true });
      expect(pings(1, 100)).toEqual([25, 5060, 50, 5060]);
    });

    it('goes on after a restart', () => {
      register(A, { behindNat: true });
      start();
      registrar.tick(T0);
      run(registrar.restore(T0));
      expect(pings(1, 30)).toEqual([25, 5060]);
    });

    it('stops when the phone is gone', () => {
      registrar.tick(T0);
      register(A, { behindNat: true });
      register('*', { expires: 0 });
      expect(pings(1, 60)).toEqual([]);
    });
  });

  describe('with other units', () => {
    it('forgets a phone that moved to another unit, and writes no tombstone', () => {
      register(A);
      run(registrar.applyRemote(remote({ unit: 'cp-1', incarnation: 'run-1', seq: 1 }), T0));
      expect(run(registrar.applyRemote(remote(), T0))).toEqual([]);
      expect(store.size).toBe(0);
    });

    it('keeps a phone whose newer record of ours is still on its way', () => {
      register(A);
      run(registrar.applyRemote(remote(), T0));
      expect(store.size).toBe(1);
    });

    it('keeps a phone that went away and came back in the records of the past, read again after a restart', () => {
      register(A);
      start();
      const past = remote({ unit: 'cp-1', incarnation: 'run-0' });
      run(registrar.applyRemote(past, T0));
      run(registrar.applyRemote(remote(), T0));
      expect(store.size).toBe(0);
      expect(run(registrar.applyRemote({ ...past, seq: 2 }, T0))).toEqual([]);
      expect(held().map(({ key }) => key)).toEqual([KEY_A]);
      run(registrar.applyRemote(remote({ seq: 3 }), T0));
      expect(run(registrar.applyRemote({ ...past, seq: 4 }, T0 + 3_600_000))).toEqual([]);
      expect(store.size).toBe(0);
    });

    it('says moved when the phone was held elsewhere before', () => {
      run(registrar.applyRemote(remote(), T0));
      expect(register(A).events).toEqual([`moved ${KEY_A}`]);
    });

    it('says again that the phone is here when another unit lets its copy expire', () => {
      register(A);
      run(registrar.applyRemote(remote({ unit: 'cp-1', incarnation: 'run-1', seq: 1 }), T0));
      expect(run(registrar.applyRemote(remote({ gone: 'expired' }), T0))).toEqual([`present ${KEY_A}`]);
      expect(store.size).toBe(1);
    });

    it('lets a phone go that was unregistered at another unit', () => {
      register(A);
      run(registrar.applyRemote(remote({ unit: 'cp-1', incarnation: 'run-1', seq: 1 }), T0));
      expect(run(registrar.applyRemote(remote({ gone: 'unregistered' }), T0))).toEqual([]);
      expect(store.size).toBe(0);
    });

    it('writes a tombstone for one phone that unregisters here and is held elsewhere', () => {
      run(registrar.applyRemote(remote(), T0));
      expect(register(`${A};expires=0`).events).toEqual([`gone ${KEY_A} unregistered`]);
      expect(register(`${A};expires=0`).events).toEqual([]);
    });

    it('writes tombstones for what others hold when a phone unregisters everything', () => {
      run(registrar.applyRemote(remote({ key: 'elsewhere' }), T0));
      register(A);
      expect(register('*', { expires: 0 }).events).toEqual([
        `gone ${KEY_A} unregistered`,
        'gone elsewhere unregistered',
      ]);
    });
  });
});
