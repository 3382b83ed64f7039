import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { TandemError } from '@tandem/kernel';
import { waitFor } from '@tandem/testing';
import type { UnitRuntime } from '@tandem/unit';
import { ownCpuSeconds } from '../harness/per-cpu-second.ts';
import { Resources } from '../harness/resources.ts';
import { serveProgram } from '../harness/serve-program.ts';
import { userOf } from '../system/clients.ts';
import { SIP_DOMAIN } from '../system/constants.ts';
import { openLog } from '../system/log-place.ts';
import { openUnit } from '../system/open-unit.ts';
import { memoryUse } from './heap.ts';
import { lookUp } from './look-up.ts';
import type { Built, FirstBuild, RebuildPlace, RebuildQuestions, Rebuilt } from './rebuild-questions.ts';

const BUILD_MS = 600_000;
const LOOKUP_MS = 20;
/** Coprime to the numbers of Clients used here. */
const LOOKUP_STRIDE = 7919;
const SETTLE_MS = 10;
const NS_PER_MS = 1e6;

const resources = new Resources();
let runtime: UnitRuntime | undefined;

const unit = (): UnitRuntime => {
  if (runtime === undefined) throw new TandemError('CLOSED', 'the unit was not built');
  return runtime;
};

const measured = async (work: () => Promise<unknown>): Promise<Built> => {
  const pauses = monitorEventLoopDelay({ resolution: 1 });
  pauses.enable();
  await delay(SETTLE_MS);
  const [begun, cpu] = [performance.now(), ownCpuSeconds()];
  await work();
  const seconds = (performance.now() - begun) / 1000;
  const cpuSeconds = ownCpuSeconds() - cpu;
  // A pause is known once the loop has turned after it.
  await delay(SETTLE_MS);
  pauses.disable();
  return {
    seconds,
    cpuSeconds,
    longestPauseMs: pauses.max / NS_PER_MS,
  };
};

const build = async ({ dir, log: place }: RebuildPlace): Promise<FirstBuild> => {
  const log = resources.add(openLog(place), (opened) => opened.close());
  const before = memoryUse();
  const built = await measured(async () => {
    const file = join(dir, 'cache.db');
    runtime = await openUnit({ unit: 'bench-1', file, log, readyMs: BUILD_MS }, resources);
  });
  const after = memoryUse();
  return {
    ...built,
    bytes: unit().bytes(),
    heapBytes: after.heap - before.heap,
    residentBytes: after.resident - before.resident,
  };
};

/** Asks for one Client after the other, as phones do meanwhile. */
const rebuild = async (clients: number): Promise<Rebuilt> => {
  let [lookups, unserved] = [0, 0];
  const timer = setInterval(() => {
    lookups += 1;
    const { login } = userOf((lookups * LOOKUP_STRIDE) % clients);
    if (unit().directory.lookup(SIP_DOMAIN, login).kind !== 'found') unserved += 1;
  }, LOOKUP_MS);
  try {
    const built = await measured(async () => {
      unit().rebuild('operator');
      const over = (): boolean => !unit().health().conditions.includes('REBUILDING');
      await waitFor(over, { timeoutMs: BUILD_MS, what: 'the new cache to serve' });
    });
    return { ...built, lookups, unserved };
  } finally {
    clearInterval(timer);
  }
};

await serveProgram<RebuildQuestions>(() => ({
  answers: { build, lookUp: (plan) => lookUp(unit().directory, plan), rebuild },
  close: () => resources.close(),
}));
