import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { systemClock } from '@tandem/kernel';
import { created, creation, readAll, updateOf } from '@tandem/journal/testing';
import { tempDir } from '@tandem/testing';
import type { TempDir } from '@tandem/testing';
import { openJournal } from './open-sqlite-store.ts';
import type { SqliteFile } from './sqlite-file.ts';
import { SqliteJournal } from './sqlite-journal.ts';
import { journalPath } from './testing/sqlite-store.ts';

describe('the file of the journal', () => {
  let dir: TempDir;
  let file: SqliteFile;
  let journal: SqliteJournal;
  beforeEach(async () => {
    dir = await tempDir('tandem-storage-');
    file = openJournal(dir.path);
    journal = new SqliteJournal(file, { clock: systemClock });
  });
  afterEach(async () => {
    file.close();
    await dir.remove();
  });

  it('is synced to the disk with every commit', () => {
    expect(file.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 });
    expect(file.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
  });

  it('refuses with STORAGE_FULL, naming the file, when the disk is full; goes on when there is room again', async () => {
    const kept = await created(journal);
    file.exec('PRAGMA max_page_count = 20');
    const many = Array.from({ length: 100 }, () => creation());
    await expect(journal.append([updateOf(kept), ...many])).rejects.toMatchObject({
      code: 'STORAGE_FULL',
      message: expect.stringContaining(`${journalPath(dir.path)}: the disk is full`) as unknown,
    });
    expect(await readAll(journal)).toEqual([kept]);
    file.exec('PRAGMA max_page_count = 100000');
    const outcomes = await journal.append([updateOf(kept), ...many]);
    expect(outcomes.every(({ kind }) => kind === 'appended')).toBe(true);
  });

  it('refuses with STORAGE_FULL when it is read-only, and can still be read', async () => {
    const kept = await created(journal);
    file.exec('PRAGMA query_only = ON');
    await expect(journal.append([creation()])).rejects.toMatchObject({
      code: 'STORAGE_FULL',
      message: expect.stringContaining('read-only') as unknown,
    });
    await expect(journal.fillGaps(1, 0)).resolves.toBe(0);
    expect(await readAll(journal)).toEqual([kept]);
  });
});
