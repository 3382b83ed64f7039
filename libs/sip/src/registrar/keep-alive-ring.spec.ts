import { describe, expect, it } from '@jest/globals';
import { bindingOf } from '../testing/binding-store-contract.ts';
import { KeepAliveRing } from './keep-alive-ring.ts';

const T0 = 1_700_000_000_000;
const natted = (key: string, port = 5060) =>
  bindingOf({ key, behindNat: true, remote: { address: '192.0.2.1', port } });

const run = (ring: KeepAliveRing, from: number, seconds: number): [number, string][] => {
  const due: [number, string][] = [];
  for (let at = from; at < from + seconds; at++) {
    for (const { key } of ring.due(T0 + at * 1000)) due.push([at, key]);
  }
  return due;
};

describe('KeepAliveRing', () => {
  it('has each phone due every 25 s', () => {
    const ring = new KeepAliveRing();
    ring.due(T0);
    ring.put(natted('a'), T0);
    expect(run(ring, 1, 100).map(([at]) => at)).toEqual([25, 50, 75, 100]);
  });

  it('keeps a phone in its place when it refreshes, and uses its newest address', () => {
    const ring = new KeepAliveRing();
    ring.due(T0);
    ring.put(natted('a'), T0);
    ring.put(natted('a', 40_000), T0 + 20_000);
    expect(ring.size).toBe(1);
    run(ring, 1, 24);
    expect(ring.due(T0 + 25_000)[0]?.remote.port).toBe(40_000);
  });

  it('leaves alone phones that are not behind NAT, or hold a connection', () => {
    const ring = new KeepAliveRing();
    ring.put(bindingOf(), T0);
    ring.put({ ...natted('b'), transport: 'tcp' }, T0);
    expect(ring.size).toBe(0);
  });

  it('forgets a phone that was removed, or is no longer behind NAT', () => {
    const ring = new KeepAliveRing();
    for (const key of ['a', 'b', 'c']) ring.put(natted(key), T0);
    ring.remove(natted('a'));
    ring.put(bindingOf({ key: 'b' }), T0);
    expect(new Set(run(ring, 1, 60).map(([, key]) => key))).toEqual(new Set(['c']));
  });

  it('asks once after a long pause, and nothing when the clock jumps back', () => {
    const ring = new KeepAliveRing();
    ring.due(T0);
    ring.put(natted('a'), T0);
    expect(ring.due(T0 + 3_600_000)).toHaveLength(1);
    expect(ring.due(T0 + 1_800_000)).toEqual([]);
  });
});
