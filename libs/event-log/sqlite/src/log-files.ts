import { resolve } from 'node:path';
import { Database } from './database.ts';
import { LogFile } from './log-file.ts';
import type { SqliteEventLogSettings } from './options.ts';

interface Shared {
  readonly file: LogFile;
  users: number;
}

/**
 * The files that this process has open. Two connections to one file in one thread would block each other (and the
 * event loop) for the whole busy time-out, so all handles share one.
 */
const open = new Map<string, Shared>();

const openFile = (settings: SqliteEventLogSettings): LogFile =>
  new LogFile(Database.open(settings.file, settings.logger), settings);

export interface LogFileLease {
  readonly file: LogFile;
  /** Closes the file when nobody else uses it. Call it once. */
  release(): void;
}

export const acquireLogFile = (settings: SqliteEventLogSettings): LogFileLease => {
  const path = resolve(settings.file);
  const shared = open.get(path) ?? { file: openFile({ ...settings, file: path }), users: 0 };
  open.set(path, shared);
  shared.users += 1;
  return {
    file: shared.file,
    release: () => {
      shared.users -= 1;
      if (shared.users > 0) return;
      open.delete(path);
      shared.file.close();
    },
  };
};
