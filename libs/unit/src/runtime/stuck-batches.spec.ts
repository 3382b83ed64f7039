import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { TandemError } from '@tandem/kernel';
import { waitFor } from '@tandem/testing';
import { sidOf, UnitWorld, versionOf } from '../testing/index.ts';
import { StuckBatches } from './stuck-batches.ts';

const A = sidOf(1);
const B = sidOf(2);

describe('StuckBatches', () => {
  const odd = new TypeError('cannot read properties of undefined');

  it('is stuck after three failures at one place, and no longer beyond it', () => {
    const stuck = new StuckBatches();
    for (let time = 0; time < 3; time += 1) {
      expect(stuck.isStuck(0, 7)).toBe(false);
      stuck.failed(0, 7, odd);
    }
    expect([stuck.isStuck(0, 7), stuck.isStuck(0, 8), stuck.isStuck(1, 7)]).toEqual([true, false, false]);
    stuck.failed(0, 8, odd);
    expect(stuck.isStuck(0, 8)).toBe(false);
  });

  it('blames no record for what the catalogue knows', () => {
    const stuck = new StuckBatches();
    for (let time = 0; time < 5; time += 1) stuck.failed(0, 7, new TandemError('STORAGE_FULL', 'no room'));
    expect(stuck.isStuck(0, 7)).toBe(false);
  });
});

describe('a unit that cannot apply one event', () => {
  let world: UnitWorld;
  beforeEach(() => {
    world = new UnitWorld(1);
  });
  afterEach(() => world.stop());

  it('parks its Client after three tries and goes on with all others', async () => {
    world.journal.next(A, { login: 'alice' });
    world.publish();
    const runtime = await world.startReady();
    world.files.current.failShowing(A, new TypeError('a bug'));
    world.journal.next(A);
    world.journal.next(B, { login: 'bob' });
    world.publish();
    await waitFor(() => versionOf(runtime, 'bob') === 1 || undefined, { what: 'bob', timeoutMs: 20_000 });
    expect(versionOf(runtime, 'alice')).toBe(1);
    expect(runtime.parking.list(10)).toMatchObject([
      { sid: A, version: 2, problem: 'failed', detail: 'a bug' },
    ]);
    await waitFor(() => world.deadLetters().length === 1 || undefined, { what: 'the letter' });
    expect(world.deadLetters()[0]).toMatchObject({
      problem: 'failed',
      detail: expect.stringContaining('a bug'),
    });
  });
});
