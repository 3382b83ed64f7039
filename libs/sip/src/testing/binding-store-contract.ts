import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Binding } from '../registrar/binding.ts';
import type { BindingStore } from '../registrar/ports.ts';

const T0 = Date.UTC(2013, 10, 4, 16, 33, 39);

/** A binding for tests; every field can be replaced. */
export const bindingOf = (over: Partial<Binding> = {}): Binding => ({
  sid: 'CLa0000000000000000000000000000001',
  key: 'sip:alice@192.0.2.1:5060',
  aor: 'alice@tandem.local',
  contact: 'sip:alice@192.0.2.1:5060',
  callId: 'call-1',
  cseq: 1,
  transport: 'udp',
  remote: { address: '192.0.2.1', port: 5060 },
  behindNat: false,
  registeredAt: T0,
  refreshedAt: T0,
  expiresAt: T0 + 60_000,
  recordedAt: T0,
  ...over,
});

const put = (binding: Binding) => ({ kind: 'put', binding }) as const;
const remove = (binding: Binding) => ({ kind: 'remove', binding, reason: 'unregistered' }) as const;
const keys = (bindings: readonly Binding[]): string[] => bindings.map(({ sid, key }) => `${sid} ${key}`);

/** What every binding store does; run it on each adapter. */
export const bindingStoreContract = (make: () => BindingStore | Promise<BindingStore>): void => {
  describe('a binding store', () => {
    let store: BindingStore;
    beforeEach(async () => {
      store = await make();
    });

    it('gives back what was put, whole', () => {
      const full = bindingOf({
        instance: 'urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6',
        regId: 1,
        q: '0.5',
        transport: 'tcp',
        connection: 'tcp-17',
        behindNat: true,
        userAgent: 'phone "\u00e9"',
      });
      store.apply([put(full)]);
      expect(store.list(full.sid, T0)).toEqual([full]);
    });

    it('knows nothing of a Client without bindings', () => {
      expect(store.list('CLb', T0)).toEqual([]);
      expect(store.size).toBe(0);
    });

    it('lists no binding from the moment of its expiry', () => {
      store.apply([put(bindingOf())]);
      expect(store.list(bindingOf().sid, T0 + 59_999)).toHaveLength(1);
      expect(store.list(bindingOf().sid, T0 + 60_000)).toEqual([]);
      expect(store.size).toBe(1);
    });

    it('replaces the binding of the same Client and key only', () => {
      store.apply([put(bindingOf()), put(bindingOf({ key: 'b' })), put(bindingOf({ sid: 'CLb' }))]);
      store.apply([put(bindingOf({ cseq: 2 }))]);
      expect(store.size).toBe(3);
      expect(store.list(bindingOf().sid, T0).find(({ key }) => key === bindingOf().key)?.cseq).toBe(2);
      expect(store.list('CLb', T0)[0]?.cseq).toBe(1);
    });

    it('lists the binding refreshed longest ago first', () => {
      store.apply(['a', 'b', 'c'].map((key) => put(bindingOf({ key }))));
      store.apply([put(bindingOf({ key: 'a', refreshedAt: T0 + 5 }))]);
      expect(store.list(bindingOf().sid, T0).map(({ key }) => key)).toEqual(['b', 'c', 'a']);
    });

    it('removes by Client and key, and bears what is not there', () => {
      store.apply([put(bindingOf()), put(bindingOf({ sid: 'CLb' }))]);
      store.apply([remove(bindingOf({ cseq: 99 })), remove(bindingOf({ key: 'other' }))]);
      expect(store.list(bindingOf().sid, T0)).toEqual([]);
      expect(store.list('CLb', T0)).toHaveLength(1);
      expect(store.size).toBe(1);
    });

    it('applies the changes of one call in their order', () => {
      store.apply([put(bindingOf()), remove(bindingOf()), put(bindingOf({ cseq: 3 }))]);
      expect(store.list(bindingOf().sid, T0).map(({ cseq }) => cseq)).toEqual([3]);
    });

    it('finds the bindings of a connection, and no longer those that moved to another or were removed', () => {
      const over = (key: string, connection: string) => put(bindingOf({ key, transport: 'tcp', connection }));
      store.apply([over('a', 'tcp-1'), over('b', 'tcp-1'), over('c', 'tcp-2')]);
      expect(keys(store.ofConnection('tcp-1'))).toHaveLength(2);
      store.apply([over('a', 'tcp-2'), remove(bindingOf({ key: 'c' }))]);
      expect(store.ofConnection('tcp-1').map(({ key }) => key)).toEqual(['b']);
      expect(store.ofConnection('tcp-2').map(({ key }) => key)).toEqual(['a']);
      expect(store.ofConnection('tcp-3')).toEqual([]);
    });

    it('passes every binding once, expired ones too', () => {
      for (let i = 0; i < 25; i++) store.apply([put(bindingOf({ sid: `CL${i}` }))]);
      store.apply([put(bindingOf({ sid: 'CL3', key: 'second', expiresAt: T0 - 1 }))]);
      const seen = keys([...{ [Symbol.iterator]: () => store.all() }]);
      expect(seen).toHaveLength(26);
      expect(new Set(seen).size).toBe(26);
    });

    it('bears changes while all bindings are passed', () => {
      for (let i = 0; i < 10; i++) store.apply([put(bindingOf({ sid: `CL${i}` }))]);
      const round = store.all();
      for (let next = round.next(); next.done !== true; next = round.next()) {
        store.apply([put({ ...next.value, cseq: 2 }), remove(next.value)]);
      }
      expect(store.size).toBe(0);
      expect(store.all().next().done).toBe(true);
    });
  });
};
