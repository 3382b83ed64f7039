import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { seededRandom } from '@tandem/kernel/testing';
import { describeWithOwnServers } from '@tandem/stack/testing';
import { RunningStack } from '@tandem/e2e/testing';
import { FAULTS } from './faults/index.ts';
import { runFaults } from './run/run-faults.ts';

const TIMEOUT_MS = 180_000;
/** The short form of `npm run chaos`: what breaks in different ways, soon over. */
const SHORT = ['kill-unit', 'paused-leader', 'lost-response', 'repeated-records'];

const seed = Number(process.env['CHAOS_SEED'] ?? Date.now() % 1_000_000);

describeWithOwnServers(['kafka', 'mongo'], 'a stack that is broken under load', () => {
  let stack: RunningStack;
  beforeAll(async () => {
    process.stderr.write(`chaos: CHAOS_SEED=${seed}\n`);
    stack = await RunningStack.start({ proxied: true });
  }, TIMEOUT_MS);
  afterAll(() => stack.close(), TIMEOUT_MS);

  it.each(SHORT)(
    '%s violates nothing',
    async (name) => {
      const faults = FAULTS.filter((fault) => fault.name === name);
      const victim = { stack, random: seededRandom(seed), smallDisk: null };
      const { violations, acknowledged, observations } = await runFaults(victim, faults, name);
      expect(violations).toEqual([]);
      // Otherwise nothing was asked of it.
      expect(acknowledged).toBeGreaterThan(0);
      expect(observations).toBeGreaterThan(100);
    },
    TIMEOUT_MS,
  );
});
