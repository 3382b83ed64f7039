import { join } from 'node:path';
import type { EventLog } from '@tandem/event-log';
import { describeEventLog } from '@tandem/event-log/testing';
import type { EventLogHarness } from '@tandem/event-log/testing';
import { tempDir } from '@tandem/testing';
import { openSqliteEventLog } from './index.ts';

const PARTITIONS = 4;

interface SqliteHarness extends EventLogHarness {
  openWith(partitions: number): EventLog;
}

const create = async (): Promise<SqliteHarness> => {
  const dir = await tempDir('tandem-event-log-');
  const opened: EventLog[] = [];
  const openWith = (partitions: number): EventLog => {
    const log = openSqliteEventLog({ file: join(dir.path, 'log.db'), partitions });
    opened.push(log);
    return log;
  };
  return {
    openWith,
    open: async () => openWith(PARTITIONS),
    dispose: async () => {
      await Promise.all(opened.map((log) => log.close()));
      await dir.remove();
    },
  };
};

describeEventLog({
  name: 'the SQLite log',
  partitions: PARTITIONS,
  patienceMs: 5000,
  create,
  openWithPartitions: async (harness, partitions) => (harness as SqliteHarness).openWith(partitions),
});
