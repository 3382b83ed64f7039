import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Lease, LeaseStore } from '@tandem/journal';
import { ManualClock } from '@tandem/kernel/testing';
import { waitFor } from '@tandem/testing';
import { Leadership } from './leadership.ts';

const TTL_MS = 60;

describe('Leadership', () => {
  let clock: ManualClock;
  let renewals: number;
  let epoch: number;
  let leadership: Leadership;

  beforeEach(() => {
    clock = new ManualClock();
    [renewals, epoch] = [0, 1];
    const store: LeaseStore = {
      acquire: async (holder): Promise<Lease> => ({ epoch, holder }),
      current: async () => null,
      renew: async (lease) => ((renewals += 1), lease.epoch === epoch),
      release: async () => undefined,
    };
    leadership = new Leadership(store, { holder: 'here', clock, ttlMs: TTL_MS });
  });
  afterEach(() => leadership.release());

  it('is renewed beside the leader’s work', async () => {
    await leadership.hold();
    for (let step = 1; step <= 5; step += 1) {
      clock.advance(TTL_MS / 3);
      await waitFor(() => renewals === step);
    }
    expect(leadership.held()).toBe(true);
  });

  it('is lost at once when another epoch is found beside the work', async () => {
    await leadership.hold();
    epoch = 2;
    clock.advance(TTL_MS / 3);
    await waitFor(() => renewals === 1 && !leadership.held());
    expect(leadership.epoch).toBeNull();
  });

  it('is kept for a leader that comes round, however often it was renewed beside the work', async () => {
    await leadership.hold();
    clock.advance(20_000);
    await waitFor(() => renewals === 1);
    expect(await leadership.tend()).toBe(true);
    expect(renewals).toBe(1);
    clock.advance(20_000);
    await waitFor(() => renewals === 2);
    expect(leadership.held()).toBe(true);
  });

  it('is not kept for a leader that has not come round for half a minute, until it does', async () => {
    await leadership.hold();
    clock.advance(31_000);
    const before = await new Promise((resolve) => setTimeout(resolve, 2 * TTL_MS, renewals));
    expect([leadership.held(), renewals]).toEqual([false, before]);
    expect(await leadership.tend()).toBe(true);
    clock.advance(TTL_MS / 3);
    await waitFor(() => renewals === 2);
    expect(leadership.held()).toBe(true);
  });
});
