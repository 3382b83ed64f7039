import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { TOPICS } from '@tandem/contracts';
import { testKeyRing } from '@tandem/contracts/testing';
import type { EventLog } from '@tandem/event-log';
import { openSqliteEventLog } from '@tandem/event-log-sqlite';
import type { TandemError } from '@tandem/kernel';
import { recordingLogger } from '@tandem/telemetry/testing';
import { tempDir, waitFor } from '@tandem/testing';
import type { TempDir } from '@tandem/testing';
import { UNIT_TOPICS, UnitRuntime } from '@tandem/unit';
import type { UnitRuntimeOptions } from '@tandem/unit';
import { SqliteCacheFiles } from './cache/sqlite-cache-files.ts';

const HEARTBEAT_MS = 30;

interface Running {
  readonly runtime: UnitRuntime;
  readonly logger: ReturnType<typeof recordingLogger>;
  readonly fatal: TandemError[];
  stop(): Promise<void>;
}

/** Two processes that were given one unit id, each with a data directory of its own. */
describe('a unit id in use twice', () => {
  let directory: TempDir;
  let log: EventLog;
  let running: Running[];

  beforeEach(async () => {
    directory = await tempDir('tandem-duplicate-unit-');
    log = openSqliteEventLog({
      file: join(directory.path, 'log.db'),
      partitions: 2,
      logger: recordingLogger(),
    });
    await log.ensureTopics(Object.values(TOPICS));
    running = [];
  });

  afterEach(async () => {
    for (const each of running) await each.stop();
    await log.close();
    await directory.remove();
  });

  const start = async (place: string, eventLog: UnitRuntimeOptions['eventLog'] = log): Promise<Running> => {
    const logger = recordingLogger();
    const fatal: TandemError[] = [];
    const runtime = new UnitRuntime({
      unit: 'cp-1',
      kind: 'call-processing',
      model: { kind: 'none' },
      files: new SqliteCacheFiles(join(directory.path, place, 'cache.db')),
      eventLog,
      keys: testKeyRing,
      logger,
      heartbeatMs: HEARTBEAT_MS,
      onFatal: (error) => fatal.push(error),
    });
    await runtime.start();
    const { handlers } = runtime;
    const consumer = await log.subscribe({ reader: 'cp-1', topics: UNIT_TOPICS, handlers });
    const stop = async (): Promise<void> => {
      await consumer.close();
      await runtime.stop();
    };
    const started = { runtime, logger, fatal, stop };
    running.push(started);
    await waitFor(() => runtime.health().ready, { what: 'READY' });
    return started;
  };

  /** Long enough for a unit to have found out: it has settled, and read what came then. */
  const settled = async ({ runtime }: Running): Promise<void> => {
    const seen = runtime.status().seq;
    await waitFor(() => runtime.status().seq >= seen + 10, { what: 'ten heartbeats' });
  };

  it('lets the first go on, while the second drains and says why', async () => {
    const first = await start('first');
    const second = await start('second');
    await waitFor(() => second.fatal.length > 0, { what: 'the second to give up' });
    expect(second.fatal).toMatchObject([{ code: 'UNIT_ID_IN_USE' }]);
    expect(second.fatal[0]?.message).toMatch(/unit cp-1 .*TANDEM_UNIT_ID/);
    expect(second.runtime.health().state).toBe('DRAINING');
    const errors = second.logger.lines.filter(({ level }) => level === 'error');
    const { incarnation } = first.runtime.status();
    expect(errors).toMatchObject([{ fields: { code: 'UNIT_ID_IN_USE', incarnation } }]);
    await second.stop();
    await settled(first);
    expect(first.runtime.health().state).toBe('READY');
    expect(first.fatal).toEqual([]);
  });

  it('warns of each process that comes later', async () => {
    const first = await start('first');
    await settled(first);
    const second = await start('second');
    await waitFor(() => first.logger.lines.some(({ message }) => /second process/.test(message)));
    expect(first.logger.lines.find(({ message }) => /second process/.test(message))).toMatchObject({
      level: 'warn',
      fields: { incarnation: second.runtime.status().incarnation },
    });
  });

  it('is no duplicate after a stop, or after a death that said nothing', async () => {
    const first = await start('first');
    await settled(first);
    await first.stop();
    let dead = false;
    /** From its death on nothing of it reaches the log. */
    const mortal: UnitRuntimeOptions['eventLog'] = {
      partitions: (topic) => log.partitions(topic),
      subscribe: (options) => log.subscribe(options),
      openWriter: async () => {
        const writer = await log.openWriter();
        return {
          close: () => writer.close(),
          write: async (records) => (dead ? undefined : writer.write(records)),
        };
      },
    };
    const second = await start('first', mortal);
    await settled(second);
    dead = true;
    await second.stop();
    const third = await start('first');
    await settled(third);
    expect([...second.fatal, ...third.fatal]).toEqual([]);
    expect(third.runtime.health().state).toBe('READY');
    expect(third.logger.lines.filter(({ message }) => /second process/.test(message))).toEqual([]);
  });
});
