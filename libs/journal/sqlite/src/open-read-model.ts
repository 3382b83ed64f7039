import { rmSync } from 'node:fs';
import { isTandemError } from '@tandem/kernel';
import type { Logger } from '@tandem/telemetry';
import { openDatabase } from './open-database.ts';
import { READ_MODEL_SCHEMA } from './schema.ts';
import type { SqliteFile } from './sqlite-file.ts';

/** Opens the read model; one that cannot be used is made anew, as the journal has all that was in it. */
export const openReadModel = (path: string, logger: Logger): SqliteFile => {
  try {
    return openDatabase(path, READ_MODEL_SCHEMA, 'NORMAL');
  } catch (error) {
    if (!isTandemError(error, 'JOURNAL_CORRUPT')) throw error;
    logger.warn('the read model cannot be used and is made anew from the journal', { why: error.message });
    for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
    return openDatabase(path, READ_MODEL_SCHEMA, 'NORMAL');
  }
};
