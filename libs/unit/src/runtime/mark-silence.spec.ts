import { describe, expect, it } from '@jest/globals';
import { MarkSilence } from './mark-silence.ts';
import type { Silence } from './mark-silence.ts';

const ticks = (silence: MarkSilence, count: number): readonly Silence[] =>
  Array.from({ length: count }, () => silence.tick([0, 1]));

describe('MarkSilence', () => {
  it('counts a partition that never had a mark from the first tick on', () => {
    expect(ticks(new MarkSilence(3), 3).map(({ silent }) => silent)).toEqual([[], [], [0, 1]]);
  });

  it('counts each partition anew from its last mark', () => {
    const silence = new MarkSilence(3);
    ticks(silence, 2);
    silence.heard(1);
    expect(silence.tick([0, 1]).silent).toEqual([0]);
    expect(ticks(silence, 2).at(-1)?.silent).toEqual([0, 1]);
    silence.heard(0);
    silence.heard(1);
    expect(silence.tick([0, 1]).silent).toEqual([]);
  });

  it('wants a new connection at the limit, then ever more seldom, but for ever', () => {
    const wanted = ticks(new MarkSilence(3), 3 * 100).flatMap(({ reconnect }, index) =>
      reconnect ? [(index + 1) / 3] : [],
    );
    expect(wanted).toEqual([1, 2, 4, 8, 16, 32, 64, 96]);
  });
});
