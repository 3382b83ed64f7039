import { describe, expect, it } from '@jest/globals';
import { ManualClock } from '@tandem/kernel/testing';
import type { Lease, LeaseStore } from '../lease.ts';
import { useSubject } from './store-subject.ts';
import type { StoreUnderTest } from './store-subject.ts';

const TTL_MS = 3000;

const must = async (lease: Promise<Lease | null>): Promise<Lease> => {
  const taken = await lease;
  if (taken === null) throw new Error('the lease was not to be had');
  return taken;
};

/** What every adapter of `LeaseStore` must do. */
export const leaseContract = (name: string, underTest: StoreUnderTest): void => {
  describe(`the lease of ${name}`, () => {
    const subject = useSubject(underTest);
    const two = async (): Promise<{ one: LeaseStore; other: LeaseStore; clock: ManualClock }> => {
      const clock = new ManualClock();
      const [one, other] = [await subject().open(), await subject().open({ clock })];
      return { one: one.lease, other: other.lease, clock };
    };

    it('is nobody’s at first; the first one to ask has it, with epoch 1', async () => {
      const { one, other } = await two();
      expect(await one.current()).toBeNull();
      const lease = await must(one.acquire('one', TTL_MS));
      expect(lease).toEqual({ epoch: 1, holder: 'one' });
      expect(await other.current()).toEqual(lease);
    });

    it('goes to one of several that ask at once', async () => {
      const stores = await Promise.all([1, 2, 3, 4].map(() => subject().open()));
      const taken = await Promise.all(stores.map(({ lease }, index) => lease.acquire(`h${index}`, TTL_MS)));
      expect(taken.filter((lease) => lease !== null)).toHaveLength(1);
    });

    it('is refused to another until it was seen unrenewed for its time to live', async () => {
      const { one, other, clock } = await two();
      await one.acquire('one', TTL_MS);
      clock.advance(TTL_MS * 10);
      expect(await other.acquire('other', TTL_MS)).toBeNull();
      clock.advance(TTL_MS - 1);
      expect(await other.acquire('other', TTL_MS)).toBeNull();
      clock.advance(1);
      expect(await other.acquire('other', TTL_MS)).toEqual({ epoch: 2, holder: 'other' });
    });

    it('goes to one of several that find it run out at once', async () => {
      const clock = new ManualClock();
      const first = await subject().open();
      await first.lease.acquire('first', TTL_MS);
      const stores = await Promise.all([1, 2, 3, 4].map(() => subject().open({ clock })));
      const ask = () => Promise.all(stores.map(({ lease }, index) => lease.acquire(`h${index}`, TTL_MS)));
      await ask();
      clock.advance(TTL_MS);
      const taken = (await ask()).filter((lease) => lease !== null);
      expect(taken).toHaveLength(1);
      expect(await first.lease.current()).toEqual(taken[0]);
    });

    it('stays with a holder that renews', async () => {
      const { one, other, clock } = await two();
      const lease = await must(one.acquire('one', TTL_MS));
      for (let seconds = 0; seconds < 10; seconds++) {
        expect(await other.acquire('other', TTL_MS)).toBeNull();
        expect(await one.renew(lease, TTL_MS)).toBe(true);
        clock.advance(1000);
      }
    });

    it('is not renewed under an epoch that has passed, and epochs rise with every change of holder', async () => {
      const { one, other, clock } = await two();
      const lease = await must(one.acquire('one', TTL_MS));
      await other.acquire('other', TTL_MS);
      clock.advance(TTL_MS);
      const next = await must(other.acquire('other', TTL_MS));
      expect(next.epoch).toBeGreaterThan(lease.epoch);
      expect(await one.renew(lease, TTL_MS)).toBe(false);
      expect(await other.renew(next, TTL_MS)).toBe(true);
      expect(await one.acquire('one', TTL_MS)).toBeNull();
    });

    it('may be renewed after it ran out, as long as nobody has taken it', async () => {
      const { one, other, clock } = await two();
      const lease = await must(one.acquire('one', TTL_MS));
      await other.acquire('other', TTL_MS);
      clock.advance(TTL_MS * 2);
      expect(await one.renew(lease, TTL_MS)).toBe(true);
      expect(await other.acquire('other', TTL_MS)).toBeNull();
    });

    it('does not care how wall clocks jump', async () => {
      const { one, other, clock } = await two();
      await one.acquire('one', TTL_MS);
      await other.acquire('other', TTL_MS);
      clock.jump(3_600_000);
      expect(await other.acquire('other', TTL_MS)).toBeNull();
    });

    it('is free at once when it is given up, under a higher epoch', async () => {
      const { one, other } = await two();
      const lease = await must(one.acquire('one', TTL_MS));
      await one.release(lease);
      expect(await one.current()).toBeNull();
      expect(await one.renew(lease, TTL_MS)).toBe(false);
      expect(await other.acquire('other', TTL_MS)).toEqual({ epoch: 2, holder: 'other' });
    });

    it('is not given up by one that has lost it', async () => {
      const { one, other, clock } = await two();
      const lease = await must(one.acquire('one', TTL_MS));
      await other.acquire('other', TTL_MS);
      clock.advance(TTL_MS);
      const next = await must(other.acquire('other', TTL_MS));
      await one.release(lease);
      expect(await other.current()).toEqual(next);
    });

    it('is given to its own holder again, under a new epoch that ends the old one', async () => {
      const { one } = await two();
      const lease = await must(one.acquire('one', TTL_MS));
      expect(await one.acquire('one', TTL_MS)).toEqual({ epoch: 2, holder: 'one' });
      expect(await one.renew(lease, TTL_MS)).toBe(false);
    });
  });
};
