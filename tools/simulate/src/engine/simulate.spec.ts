import { describe, expect, it } from '@jest/globals';
import { seededRandom } from '@tandem/kernel/testing';
import { SERVICES } from '../parameters.ts';
import type { Parameters } from '../parameters.ts';
import { plot } from '../report/plot.ts';
import { capacityOf } from './capacity.ts';
import { simulate } from './simulate.ts';

const SEED = 3;
const parameters: Parameters = {
  ...{ units: 60, clients: 1000, regions: 3, topology: 'mirrors', model: { kind: 'none' } },
  ...{ writesPerSecond: 50, seconds: 10, outageSeconds: 0, services: SERVICES },
};
const run = (over: Partial<Parameters> = {}) => simulate({ ...parameters, ...over }, seededRandom(SEED));

describe('simulate', () => {
  it('gives the same figures for the same seed', () => {
    const picture = (): string => plot('t', [{ name: 'all', histogram: run().all }]);
    expect(picture()).toBe(picture());
    expect(picture()).toMatch(/^<svg [^>]*>[\s\S]*<polyline [\s\S]*<\/svg>\n$/);
  });

  it('shows no change before the log and the network can have brought it', () => {
    const least = SERVICES.relayMs + SERVICES.nearMs + SERVICES.applyMs;
    expect(run().each.quantile(0.0001)).toBeGreaterThan(least);
    // The other regions are an ocean away.
    expect(run().all.quantile(0.001)).toBeGreaterThan(least + SERVICES.farMs + SERVICES.mirrorMs);
  });

  it('delays as the model says: never less than fixed:2, and 0 to 60 s evenly for interval:60', () => {
    expect(run({ model: { kind: 'fixed', seconds: 2 } }).each.quantile(0.0001)).toBeGreaterThan(1950);
    const { each } = run({ model: { kind: 'interval', seconds: 60 }, seconds: 240 });
    expect(each.quantile(0.5) / 30_000).toBeCloseTo(1, 1);
    expect(each.max).toBeLessThanOrEqual(60_000);
  });

  it('lets only the lost region wait for the end of an outage', () => {
    const { all, others, caughtUpMs } = run({ outageSeconds: 3 });
    expect(all.max).toBeGreaterThan(2800);
    expect(others.max).toBeLessThan(500);
    expect(caughtUpMs).toBeLessThan(500);
  });

  it('queues at a broker that cannot send to all of its readers in time, where mirrors can', () => {
    const services = { ...SERVICES, egressBytes: 50 * 60 * SERVICES.recordBytes * 0.9 };
    expect(run({ services, topology: 'direct' }).all.quantile(0.5)).toBeGreaterThan(300);
    expect(run({ services }).all.quantile(0.5)).toBeLessThan(500);
    expect(run({ services, topology: 'direct' }).all.max).toBeGreaterThan(1000);
  });

  it('has units wait for each other on a host with fewer cores', () => {
    const crowded = { ...SERVICES, unitsPerHost: 60, coresPerHost: 1 };
    expect(run({ services: crowded }).all.quantile(0.5)).toBeGreaterThan(run().all.quantile(0.5) + 10);
  });
});

describe('capacityOf', () => {
  it('counts what brokers send, and how long caches take', () => {
    const direct = capacityOf({ ...parameters, topology: 'direct' });
    expect(direct.homeEgress).toBe(50 * SERVICES.recordBytes * 60);
    expect(capacityOf(parameters)).toMatchObject({
      homeEgress: 50 * SERVICES.recordBytes * 3,
      mirrorEgress: 50 * SERVICES.recordBytes * 20,
      cacheBytes: 1000 * SERVICES.cachedBytes,
      reportsIdle: 30,
    });
    expect(direct.replaySeconds).toBeCloseTo(1000 / SERVICES.rebuildEvents, 6);
  });
});
