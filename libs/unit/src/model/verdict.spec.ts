import { describe, expect, it } from '@jest/globals';
import { verdictOn } from './verdict.ts';
import type { Arrival, Known } from './verdict.ts';

const NOW = 1000;
const stranger: Known = { received: null, visible: null, heldUntil: null };
const serving = (version: number): Known => ({
  received: { version, deleted: false },
  visible: version,
  heldUntil: null,
});
const created: Arrival = { version: 1, type: 'ClientCreated', catchingUp: false };
const updated = (version: number): Arrival => ({ version, type: 'ClientUpdated', catchingUp: false });

const decide = (known: Known, arrival: Arrival, due = 5000): unknown =>
  verdictOn(known, arrival, { now: NOW, draw: () => due });

describe('verdictOn', () => {
  it('holds a creation that came after catching up, though nothing is served meanwhile', () => {
    expect(decide(stranger, created)).toEqual({ kind: 'hold', due: 5000 });
  });

  it('holds an update while an earlier version is served', () => {
    expect(decide(serving(1), updated(2))).toEqual({ kind: 'hold', due: 5000 });
  });

  it('shows an update at once when there is nothing to serve in its place', () => {
    expect(decide(stranger, updated(7))).toEqual({ kind: 'show' });
  });

  it('shows at once what is due already', () => {
    expect(decide(serving(1), updated(2), NOW)).toEqual({ kind: 'show' });
  });

  it('shows everything at once that is read while catching up, and draws nothing', () => {
    const draw = (): never => {
      throw new Error('must not be drawn');
    };
    for (const arrival of [{ ...created }, { ...updated(2) }]) {
      const known = arrival.version === 1 ? stranger : serving(1);
      expect(verdictOn(known, { ...arrival, catchingUp: true }, { now: NOW, draw })).toEqual({
        kind: 'show',
      });
    }
  });

  it('never shows a version before an earlier one that is held', () => {
    const holding: Known = { received: { version: 2, deleted: false }, visible: 1, heldUntil: 9000 };
    expect(decide(holding, updated(3), 2000)).toEqual({ kind: 'hold', due: 9000 });
    expect(decide(holding, { ...updated(3), catchingUp: true })).toEqual({ kind: 'hold', due: 9000 });
  });

  it('holds what follows a held creation', () => {
    const holding: Known = { received: { version: 1, deleted: false }, visible: null, heldUntil: 3000 };
    expect(decide(holding, updated(2), 2000)).toEqual({ kind: 'hold', due: 3000 });
  });

  it.each([
    ['the version it has', 2, 'duplicate'],
    ['an older one', 1, 'older'],
  ])('ignores %s', (_what, version, why) => {
    expect(decide(serving(2), updated(version))).toEqual({ kind: 'ignore', why });
  });

  it('ignores whatever follows a deletion, for a sid never returns', () => {
    const gone: Known = { received: { version: 3, deleted: true }, visible: null, heldUntil: null };
    expect(decide(gone, updated(2))).toEqual({ kind: 'ignore', why: 'deleted' });
    expect(decide(gone, updated(4))).toEqual({ kind: 'ignore', why: 'deleted' });
    expect(decide(gone, updated(3))).toEqual({ kind: 'ignore', why: 'duplicate' });
  });
});
