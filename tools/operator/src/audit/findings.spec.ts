import { describe, expect, it } from '@jest/globals';
import { compare, digestOf } from './findings.ts';
import type { Holding, Holdings, Truths } from './findings.ts';

const A = `CL${'a'.repeat(32)}`;
const B = `CL${'b'.repeat(32)}`;

const at = (version: number, over: Partial<Holding> = {}): Holding => ({
  ...{ version, eventId: `e${version}`, deleted: false },
  ...over,
});
const gone = (version: number): Holding => at(version, { deleted: true });
const truths = (...entries: readonly [string, Holding | null, ...Holding[]][]): Truths =>
  new Map(entries.map(([sid, latest, ...later]) => [sid, { latest, later }]));

const found = (journal: Truths, holdings: Holdings): readonly string[] => {
  const digest = digestOf(
    [...journal].flatMap(([sid, { latest }]): [string, Holding][] =>
      latest === null ? [] : [[sid, latest]],
    ),
  );
  return compare('unit', journal, holdings, digest).findings.map(({ sid, what }) => `${sid[2]} ${what}`);
};

describe('compare', () => {
  it.each<[string, Truths, Holdings]>([
    [
      'the same',
      truths([A, at(2)], [B, at(1)]),
      new Map([
        [B, at(1)],
        [A, at(2)],
      ]),
    ],
    [
      'a deletion',
      truths([A, gone(2)], [B, at(1)]),
      new Map([
        [B, at(1)],
        [A, gone(2)],
      ]),
    ],
    ['a deletion that is forgotten', truths([A, gone(2)], [B, at(1)]), new Map([[B, at(1)]])],
    ['what was written meanwhile', truths([A, at(1), at(2), at(3)]), new Map([[A, at(2)]])],
    ['what was created meanwhile', truths([A, null, at(1)], [B, null, at(1)]), new Map([[A, at(1)]])],
    ['what was deleted meanwhile', truths([A, at(1), gone(2)]), new Map()],
  ])('finds nothing in %s', (_what, journal, holdings) => {
    expect(found(journal, holdings)).toEqual([]);
  });

  it.each<[string, Truths, Holdings, RegExp]>([
    ['a Client that is missing', truths([A, at(2)], [B, at(1)]), new Map([[B, at(1)]]), /^a is missing/],
    [
      'an older version',
      truths([A, at(2)]),
      new Map([[A, at(1)]]),
      /^a has version 1 as live; the journal has 2/,
    ],
    [
      'another event of the version',
      truths([A, at(2)]),
      new Map([[A, at(2, { eventId: 'x' })]]),
      /^a has version 2/,
    ],
    [
      'a Client that was deleted',
      truths([A, gone(2)]),
      new Map([[A, at(1)]]),
      /the journal has 2, a deletion$/,
    ],
    [
      'a Client that never was',
      truths([A, at(1)]),
      new Map([
        [A, at(1)],
        [B, at(1)],
      ]),
      /^b .* the journal nothing$/,
    ],
    ['a newer version than there is', truths([A, at(1)]), new Map([[A, at(2)]]), /^a has version 2/],
    [
      'what is not served',
      truths([A, at(2)]),
      new Map([[A, at(2, { serves: 1 })]]),
      /serves 1, and nothing waits$/,
    ],
  ])('finds %s', (_what, journal, holdings, finding) => {
    expect(found(journal, holdings)).toEqual([expect.stringMatching(finding)]);
  });
});
