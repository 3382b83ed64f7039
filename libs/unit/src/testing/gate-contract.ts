import { beforeEach, expect, it } from '@jest/globals';
import type { CacheWorld } from './cache-world.ts';
import { sidOf } from './client-log.ts';

const A = sidOf(1);
const B = sidOf(2);
const HOUR = 3_600_000;

/** What waits for the canaries of a staged roll-out, and what does not. A serves version 1 at revision 1. */
export const gateContract = (world: () => CacheWorld): void => {
  beforeEach(() => {
    world().log.next(A, { login: 'alice' });
    world().catchUp();
    world().gate();
  });

  it('holds changes and creations until the gate opens, however late', () => {
    world().log.next(A);
    world().log.next(B, { login: 'bob' });
    expect(world().read(1000)).toMatchObject({ held: 2, shown: [] });
    expect(world().cache.releaseDue(HOUR)).toEqual([]);
    expect(world().cache.partitions()[0]).toMatchObject({ received: 3, visible: 1 });
    expect(world().cache.openGate(0, 2)).toBe(1);
    expect(world().cache.releaseDue(HOUR)).toMatchObject([{ version: 2, effect: 'changed' }]);
    expect([world().version('alice'), world().version('bob')]).toEqual([2, null]);
    world().cache.openGate(0, 3);
    world().cache.releaseDue(HOUR);
    expect(world().version('bob')).toBe(1);
  });

  it('holds what it catches up with too, over a restart', () => {
    world().log.next(A);
    world().log.next(B, { login: 'bob' });
    expect(world().catchUp()).toMatchObject({ held: 2 });
    world().gate();
    expect(world().cache.releaseDue(HOUR)).toEqual([]);
    expect(world().cache.openGate(0, 3)).toBe(2);
    expect(world().cache.releaseDue(HOUR)).toHaveLength(2);
  });

  it('keeps the model’s delay behind the gate, and the order of versions', () => {
    world().cache.changeModel({ kind: 'fixed', seconds: 10 });
    world().log.next(A, { recordedAt: 1000 });
    world().log.next(A, { recordedAt: 1000 });
    world().read(1000);
    world().cache.openGate(0, 2);
    expect(world().cache.releaseDue(10_999)).toEqual([]);
    expect(world().cache.releaseDue(11_000)).toMatchObject([{ version: 2 }]);
    world().cache.openGate(0, 3);
    expect(world().cache.releaseDue(11_000)).toMatchObject([{ version: 3 }]);
  });

  it('lets revocations pass', () => {
    world().log.next(B, { login: 'bob' });
    world().catchUp();
    world().cache.openGate(0, 2);
    world().cache.releaseDue(0);
    world().log.next(A, { state: { status: 0 } });
    world().log.delete(B);
    world().read();
    expect(world().cache.find('tandem.local', 'alice')?.event.state.status).toBe(0);
    expect(world().cache.find('tandem.local', 'bob')).toBeNull();
    expect(world().version('alice')).toBe(1);
  });

  it('lets modelled revocations pass after the model’s delay, with what waited before them', () => {
    world().gate('modelled');
    world().cache.changeModel({ kind: 'fixed', seconds: 10 });
    world().log.next(A, { recordedAt: 1000 });
    world().log.next(A, { recordedAt: 1000, state: { status: 0 } });
    world().read(1000);
    expect(world().cache.find('tandem.local', 'alice')?.event.state.status).toBe(1);
    world().cache.releaseDue(11_000);
    expect(world().cache.find('tandem.local', 'alice')?.event).toMatchObject({
      version: 3,
      state: { status: 0 },
    });
    expect(world().cache.nextDue()).toBeNull();
  });

  it('shows all that is read into a cache which is not whole yet', () => {
    world().cache.store.saveMeta({ complete: false });
    world().log.next(A);
    expect(world().read()).toMatchObject({ held: 0, shown: [{ version: 2 }] });
  });
};
