import type { EventLog, LogConsumer } from '@tandem/event-log';
import { silentLogger } from '@tandem/telemetry';
import { waitFor } from '@tandem/testing';
import { UNIT_TOPICS, UnitRuntime } from '@tandem/unit';
import { SqliteCacheFiles } from '@tandem/unit-sqlite';
import type { Resources } from '../harness/resources.ts';
import { SEALING } from './constants.ts';

export interface UnitOptions {
  readonly unit: string;
  /** Of the unit's cache. */
  readonly file: string;
  readonly log: EventLog;
  /** The longest that it may take to read what is on the log, milliseconds. */
  readonly readyMs?: number;
}

const READY_MS = 60_000;

/** A unit without propagation model that has read the log to its end. */
export const openUnit = async (options: UnitOptions, resources: Resources): Promise<UnitRuntime> => {
  const { unit, file, log, readyMs = READY_MS } = options;
  const runtime = new UnitRuntime({
    unit,
    kind: 'call-processing',
    model: { kind: 'none' },
    files: new SqliteCacheFiles(file),
    eventLog: log,
    keys: SEALING,
    logger: silentLogger,
  });
  resources.add(runtime, (opened) => opened.stop());
  await runtime.start();
  const handlers = runtime.handlers;
  const consumer: LogConsumer = await log.subscribe({ reader: unit, topics: UNIT_TOPICS, handlers });
  resources.add(consumer, (opened) => opened.close());
  await waitFor(() => runtime.health().ready, {
    timeoutMs: readyMs,
    intervalMs: 2,
    what: 'the unit to be READY',
  });
  return runtime;
};
