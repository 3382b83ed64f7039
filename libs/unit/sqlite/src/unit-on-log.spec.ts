import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { digestAdd, digestRemove, EMPTY_DIGEST, TOPICS, unitStatusCodec } from '@tandem/contracts';
import type { ClientEvent, PartitionDigest } from '@tandem/contracts';
import { testKeyRing } from '@tandem/contracts/testing';
import { planBatches } from '@tandem/event-log';
import type { EventLog, LogPublisher } from '@tandem/event-log';
import { openSqliteEventLog } from '@tandem/event-log-sqlite';
import { seededRandom } from '@tandem/kernel/testing';
import { recordingLogger } from '@tandem/telemetry/testing';
import { tempDir, waitFor } from '@tandem/testing';
import type { TempDir } from '@tandem/testing';
import { UNIT_TOPICS, UnitRuntime } from '@tandem/unit';
import type { PropagationModel } from '@tandem/unit';
import { ClientLog, sidOf } from '@tandem/unit/testing';
import { SqliteCacheFiles } from './cache/sqlite-cache-files.ts';

const PARTITIONS = 4;
const SEED = 44;
const topic = TOPICS.clients.name;

/** A unit on files, on the embedded log, as an installation has them. */
describe(`a unit on the SQLite log (seed ${SEED})`, () => {
  let directory: TempDir;
  let log: EventLog;
  let publisher: LogPublisher;
  let journal: ClientLog;
  let published: number;
  let generation: string;
  let logger: ReturnType<typeof recordingLogger>;
  let units: (() => Promise<void>)[];

  beforeEach(async () => {
    directory = await tempDir('tandem-unit-on-log-');
    journal = new ClientLog(PARTITIONS);
    logger = recordingLogger();
    units = [];
    await openLog('g1');
  });

  afterEach(async () => {
    await stopUnits();
    await log.close();
    await directory.remove();
  });

  const openLog = async (newGeneration: string): Promise<void> => {
    log = openSqliteEventLog({ file: join(directory.path, 'log', 'log.db'), partitions: PARTITIONS, logger });
    await log.ensureTopics(Object.values(TOPICS));
    publisher = await log.openPublisher();
    published = 0;
    generation = newGeneration;
  };

  /** As after the loss of the log's disk: a log with nothing in it. */
  const loseLog = async (): Promise<void> => {
    await log.close();
    rmSync(join(directory.path, 'log'), { recursive: true });
    await openLog('g2');
  };

  const stopUnits = async (): Promise<void> => {
    for (const stop of units.splice(0)) await stop();
  };

  const start = async (model: PropagationModel = { kind: 'none' }): Promise<UnitRuntime> => {
    const runtime = new UnitRuntime({
      unit: 'cp-1',
      kind: 'call-processing',
      model,
      files: new SqliteCacheFiles(join(directory.path, 'unit', 'cache.sqlite')),
      eventLog: log,
      keys: testKeyRing,
      logger,
      heartbeatMs: 50,
    });
    await runtime.start();
    const { handlers } = runtime;
    const consumer = await log.subscribe({ reader: 'cp-1', topics: UNIT_TOPICS, handlers });
    units.push(async () => {
      await consumer.close();
      await runtime.stop();
    });
    return runtime;
  };

  const ready = (runtime: UnitRuntime): Promise<true> =>
    waitFor(() => runtime.health().ready, { what: 'READY' });

  /** The relay's part: what the journal has new goes on the log, with the checkpoint that covers it. */
  const publish = async (): Promise<void> => {
    const revision = journal.events.length;
    const records = Array.from({ length: PARTITIONS }, (_, partition) => journal.records(partition)).flat();
    const fresh = records.filter(({ headers }) => Number(headers['revision']) > published);
    published = revision;
    for (const batch of planBatches(fresh, (record) => [record])) {
      await publisher.publish(batch, { revision, generation, partitions: { [topic]: digests() } });
    }
  };

  const digests = (): readonly PartitionDigest[] =>
    Array.from({ length: PARTITIONS }, (_, partition) => {
      const keys = new Set(journal.records(partition).map(({ key }) => key));
      const latest = new Map<string, ClientEvent>();
      let digest = EMPTY_DIGEST;
      for (const event of journal.events.filter(({ sid }) => keys.has(sid))) {
        const before = latest.get(event.sid);
        if (before !== undefined) digest = digestRemove(digest, before);
        if (event.type !== 'ClientDeleted') digest = digestAdd(digest, event);
        latest.set(event.sid, event);
      }
      return digest;
    });

  const random = seededRandom(SEED);
  /** Random changes to a hundred Clients. */
  const churn = (count: number): void => {
    for (let i = 0; i < count; i += 1) {
      const sid = sidOf(1 + Math.floor(random.float() * 100));
      const last = journal.events.findLast((event) => event.sid === sid);
      if (last?.type === 'ClientDeleted') continue;
      if (last !== undefined && random.float() < 0.05) journal.delete(sid, { recordedAt: Date.now() });
      else journal.next(sid, { recordedAt: Date.now() });
    }
  };

  const expected = (): ReadonlyMap<string, number> => {
    const live = new Map<string, number>();
    for (const { sid, type, version } of journal.events) {
      if (type === 'ClientDeleted') live.delete(sid);
      else live.set(sid, version);
    }
    return live;
  };

  const believed = (runtime: UnitRuntime): ReadonlyMap<string, number> => {
    const versions = new Map<string, number>();
    for (let index = 1; index <= 100; index += 1) {
      const belief = runtime.belief('tandem.local', `login-${sidOf(index)}`);
      if (belief.kind === 'served') versions.set(belief.client.event.sid, belief.client.event.version);
    }
    return versions;
  };

  const sorted = (versions: ReadonlyMap<string, number>): unknown => [...versions].toSorted();

  const agrees = (runtime: UnitRuntime): Promise<true> =>
    waitFor(
      () => {
        expect(sorted(believed(runtime))).toEqual(sorted(expected()));
        return true;
      },
      { what: 'the unit to believe what the journal says' },
    );

  const rebuilt = (): Promise<unknown> =>
    waitFor(() => logger.lines.some(({ message }) => /was built anew/.test(message)), {
      what: 'the rebuild',
    });

  it('catches up, follows, and goes on where it was after a restart', async () => {
    churn(1500);
    await publish();
    await ready(await start());
    churn(200);
    await publish();
    await stopUnits();
    churn(200);
    await publish();
    const runtime = await start();
    expect(runtime.health()).toMatchObject({ serving: true });
    await ready(runtime);
    await agrees(runtime);
    churn(50);
    await publish();
    await agrees(runtime);
    expect(runtime.status().generation).toBe('g1');
  });

  it('holds what its model says, and ends in the same state', async () => {
    await publish();
    const runtime = await start({ kind: 'uniform', from: 0, to: 0.2 });
    await ready(runtime);
    for (let round = 0; round < 5; round += 1) {
      churn(50);
      await publish();
    }
    await agrees(runtime);
    await waitFor(() => runtime.status().held === 0);
  });

  it('reports on the log, where others read it', async () => {
    await ready(await start());
    const states = new Set<string>();
    const consumer = await log.subscribe({
      reader: 'dashboard',
      topics: [TOPICS.unitStatus.name],
      handlers: {
        position: () => 0,
        reset: async () => undefined,
        batch: async ({ records }) => {
          for (const { key, value } of records) {
            const decoded = unitStatusCodec.decode(value ?? Buffer.alloc(0));
            if (key === 'cp-1' && decoded.ok) states.add(decoded.value.state);
          }
        },
      },
    });
    await waitFor(() => states.has('READY'));
    await consumer.close();
  });

  it('never serves an older version than before while its cache is built anew under writes', async () => {
    churn(1000);
    await publish();
    const runtime = await start({ kind: 'uniform', from: 0, to: 0.3 });
    await ready(runtime);
    const highest = new Map<string, number>();
    let lowered: unknown = null;
    const watch = (): void => {
      for (const [sid, version] of believed(runtime)) {
        if (version < (highest.get(sid) ?? 0)) lowered ??= { sid, version, before: highest.get(sid) };
        highest.set(sid, Math.max(version, highest.get(sid) ?? 0));
      }
    };
    runtime.listen({ visible: watch, replaced: watch });
    runtime.rebuild('operator');
    for (let round = 0; round < 20; round += 1) {
      churn(20);
      await publish();
      watch();
    }
    await rebuilt();
    churn(20);
    await publish();
    await agrees(runtime);
    expect(lowered).toBeNull();
  });

  it('survives the loss of the log: serves on, and follows the new one when it is whole', async () => {
    churn(1000);
    await publish();
    await ready(await start());
    await stopUnits();
    await loseLog();
    churn(10);
    const runtime = await start();
    await waitFor(() => runtime.health().conditions.includes('REBUILDING'), { what: 'REBUILDING' });
    expect(believed(runtime).size).toBeGreaterThan(50);
    await publish();
    await rebuilt();
    await agrees(runtime);
    expect(runtime.status().generation).toBe('g2');
  });
});
