import { renameSync, rmSync } from 'node:fs';
import { isTandemError } from '@tandem/kernel';
import { openDatabase } from '@tandem/journal-sqlite';
import type { SqliteFile } from '@tandem/journal-sqlite';
import type { Logger } from '@tandem/telemetry';
import { RECORDS_SCHEMA } from './record-schema.ts';

/**
 * Opens the records' file; one that cannot be used is moved aside and filled again from the log.
 *
 * Without a sync per commit, as a crash takes the last records back together with the offsets that they came from.
 */
export const openRecords = (path: string, logger: Logger): SqliteFile => {
  try {
    return openDatabase(path, RECORDS_SCHEMA, 'NORMAL');
  } catch (error) {
    if (!isTandemError(error, 'JOURNAL_CORRUPT')) throw error;
    const aside = `${path}.damaged-${Date.now()}`;
    logger.warn('the records cannot be used and are read again from the log', { why: error.message, aside });
    renameSync(path, aside);
    for (const suffix of ['-wal', '-shm']) rmSync(path + suffix, { force: true });
    return openDatabase(path, RECORDS_SCHEMA, 'NORMAL');
  }
};
