import { beforeEach, describe, expect, it } from '@jest/globals';
import type { UnitState } from '@tandem/contracts';
import { Incarnations } from './incarnations.ts';
import type { Duplicate } from './incarnations.ts';

const SETTLE_MS = 6000;

interface Said {
  readonly by: string;
  /** Log time, milliseconds. */
  readonly at: number;
  readonly state?: UnitState;
}

/** What a unit finds out from a whole log, offset by offset. */
const found = (incarnations: Incarnations, log: readonly Said[]): readonly Duplicate[] =>
  log.flatMap(({ by, at, state = 'READY' }, offset) => {
    const duplicate = incarnations.record({ incarnation: by, state, offset, timestamp: at });
    return duplicate === null ? [] : [duplicate];
  });

describe('Incarnations', () => {
  let a: Incarnations;
  let b: Incarnations;

  beforeEach(() => {
    a = new Incarnations({ own: 'a', settleMs: SETTLE_MS });
    b = new Incarnations({ own: 'b', settleMs: SETTLE_MS });
  });

  describe('two at once', () => {
    const log: readonly Said[] = [
      { by: 'a', at: 0, state: 'STARTING' },
      { by: 'a', at: 8000 },
      { by: 'b', at: 9000, state: 'STARTING' },
      { by: 'a', at: 10_000 },
      { by: 'b', at: 15_000 },
      { by: 'a', at: 16_000 },
      { by: 'b', at: 17_000 },
      { by: 'a', at: 18_000 },
    ];

    it('lets the one with the lower offset go on, and tells each of the other once', () => {
      expect(found(a, log)).toEqual([{ outcome: 'won', incarnation: 'b' }]);
      expect(found(b, log)).toEqual([{ outcome: 'lost', incarnation: 'a' }]);
    });

    it('comes to the same answer when records come again', () => {
      expect([...found(b, log.slice(0, 5)), ...found(b, log)]).toEqual([
        { outcome: 'lost', incarnation: 'a' },
      ]);
    });

    it('comes to the same answer when the older one’s early records were compacted away', () => {
      const compacted = log.map((said, offset) => ({ ...said, offset })).slice(1);
      const seen = compacted.flatMap(({ by, at, state = 'READY', offset }) => {
        const duplicate = b.record({ incarnation: by, state, offset, timestamp: at });
        return duplicate === null ? [] : [duplicate.outcome];
      });
      expect(seen).toEqual(['lost']);
    });

    it('finds one that was silent for long', () => {
      const silent: readonly Said[] = [
        { by: 'a', at: 0 },
        { by: 'b', at: 1000 },
        ...Array.from({ length: 100 }, (_, beat) => ({ by: 'b', at: 3000 + beat * 2000 })),
        { by: 'a', at: 300_000 },
      ];
      expect(found(b, silent)).toEqual([{ outcome: 'lost', incarnation: 'a' }]);
    });

    it('tells of each of several', () => {
      const [c, d] = ['c', 'd'].map((by) => [
        { by, at: 20_000 },
        { by, at: 22_000 },
      ]);
      expect(found(a, [...log, ...(c ?? []), ...(d ?? [])]).map(({ incarnation }) => incarnation)).toEqual([
        'b',
        'c',
        'd',
      ]);
    });
  });

  describe('a restart', () => {
    const own: readonly Said[] = [0, 1, 2000, 4000, 6000, 8000, 10_000].map((ms) => ({
      by: 'b',
      at: 5000 + ms,
    }));

    it('after kill -9 is none: the dead one’s records lie before ours', () => {
      expect(found(b, [{ by: 'a', at: 0 }, { by: 'a', at: 2000 }, ...own])).toEqual([]);
    });

    it('is none with records that were still on their way when it ended', () => {
      const late = own.toSpliced(2, 0, { by: 'a', at: 5100 }).toSpliced(5, 0, { by: 'a', at: 9100 });
      expect(found(b, [{ by: 'a', at: 0 }, ...late])).toEqual([]);
    });

    it('is none while the one before drains, however long that takes', () => {
      const draining: readonly Said[] = [
        { by: 'a', at: 19_000, state: 'DRAINING' },
        { by: 'a', at: 21_000, state: 'STOPPED' },
      ];
      expect(found(b, [{ by: 'a', at: 0 }, ...own, ...draining])).toEqual([]);
    });

    it('is none for the one that ends, either', () => {
      expect(
        found(a, [
          { by: 'a', at: 0 },
          { by: 'a', at: 8000 },
          { by: 'b', at: 9000, state: 'STOPPED' },
        ]),
      ).toEqual([]);
    });
  });

  it('confirms at the settling time exactly, by a record behind it', () => {
    const until = (ms: number): readonly Said[] => [
      { by: 'a', at: 0 },
      { by: 'b', at: 1000 },
      { by: 'b', at: 1000 + ms },
      { by: 'a', at: 50_000 },
    ];
    expect(found(b, until(SETTLE_MS - 1))).toEqual([]);
    b.restart();
    expect(found(b, until(SETTLE_MS))).toHaveLength(1);
  });

  it('decides anew on a log that begins anew', () => {
    found(b, [
      { by: 'a', at: 0 },
      { by: 'b', at: 1000 },
    ]);
    b.restart();
    expect(
      found(b, [
        { by: 'b', at: 60_000 },
        { by: 'a', at: 61_000 },
        { by: 'b', at: 66_000 },
        { by: 'a', at: 67_000 },
      ]),
    ).toEqual([{ outcome: 'won', incarnation: 'a' }]);
  });
});
