import { mkdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { rowOfEvent } from '@tandem/journal';
import { ACCOUNT, created, deletionOf, mustAppend, updateOf } from '@tandem/journal/testing';
import { recordingLogger } from '@tandem/telemetry/testing';
import { tempDir } from '@tandem/testing';
import type { TempDir } from '@tandem/testing';
import { openSqliteStore } from './index.ts';
import { parametersOf, RESOURCE_COLUMNS } from './resource-record.ts';
import { READ_MODEL_SCHEMA } from './schema.ts';
import { journalPath } from './testing/sqlite-store.ts';

let dir: TempDir;
beforeEach(async () => {
  dir = await tempDir('tandem-open-');
});
afterEach(() => dir.remove());

const open = () => openSqliteStore({ dir: dir.path });

const withDatabase = (path: string, sql: string): void => {
  const db = new DatabaseSync(path);
  db.exec(sql);
  db.close();
};

describe('opening the journal', () => {
  it('makes the directory, readable by its owner only', async () => {
    const store = await openSqliteStore({ dir: join(dir.path, 'a', 'b') });
    await created(store.journal);
    await store.close();
  });

  it('refuses a directory that cannot be made', async () => {
    writeFileSync(join(dir.path, 'file'), '');
    await expect(openSqliteStore({ dir: join(dir.path, 'file') })).rejects.toMatchObject({
      code: 'DATA_DIR_UNUSABLE',
    });
    mkdirSync(journalPath(dir.path));
    await expect(open()).rejects.toMatchObject({ code: 'DATA_DIR_UNUSABLE' });
  });

  it('refuses a file that is no database', async () => {
    writeFileSync(journalPath(dir.path), 'These are the notes of a former administrator.\n'.repeat(200));
    await expect(open()).rejects.toMatchObject({
      code: 'JOURNAL_CORRUPT',
      message: expect.stringContaining('not a SQLite database') as unknown,
    });
  });

  it('refuses a file that was cut to a few bytes, which SQLite takes for an empty one', async () => {
    await (await open()).close();
    truncateSync(journalPath(dir.path), 1);
    await expect(open()).rejects.toMatchObject({
      code: 'JOURNAL_CORRUPT',
      message: expect.stringContaining('cut to 1 bytes') as unknown,
    });
    expect(statSync(journalPath(dir.path)).size).toBe(1);
  });

  it('refuses a database of another program, and leaves it as it is', async () => {
    withDatabase(journalPath(dir.path), 'CREATE TABLE journal (note TEXT)');
    const before = readFileSync(journalPath(dir.path));
    await expect(open()).rejects.toMatchObject({
      code: 'JOURNAL_CORRUPT',
      message: expect.stringContaining('of another program') as unknown,
    });
    expect(readFileSync(journalPath(dir.path))).toEqual(before);
  });

  it('refuses a schema of a newer Tandem', async () => {
    await (await open()).close();
    withDatabase(journalPath(dir.path), 'PRAGMA user_version = 99');
    await expect(open()).rejects.toMatchObject({
      code: 'JOURNAL_CORRUPT',
      message: expect.stringContaining('newer Tandem') as unknown,
    });
  });

  it('tells which event cannot be read', async () => {
    const store = await open();
    const event = await created(store.journal);
    withDatabase(journalPath(dir.path), `UPDATE journal SET body = '{"type":' WHERE revision = 1`);
    for (const read of [store.journal.readFrom(1, 10), store.journal.readStream(event.stream)]) {
      await expect(read).rejects.toMatchObject({
        code: 'JOURNAL_CORRUPT',
        message: expect.stringContaining('revision 1 cannot be read') as unknown,
      });
    }
    await store.close();
  });
});

describe('opening the read model', () => {
  const readModelPath = () => join(dir.path, 'read-model.db');

  const twoClients = async () => {
    const store = await open();
    const { journal } = store;
    const v1 = await created(journal);
    const v2 = await mustAppend(journal, updateOf(v1));
    const other = await created(journal);
    const deleted = await mustAppend(journal, deletionOf(other));
    await store.close();
    return { v1, v2, other, deleted };
  };

  it('brings it up to the journal, whatever it lacks', async () => {
    const { v1, v2, deleted } = await twoClients();
    const store = await open();
    const { readModel } = store;
    expect(await readModel.get(v1.stream)).toEqual(rowOfEvent(v2));
    expect(await readModel.get(deleted.stream)).toEqual(rowOfEvent(deleted));
    expect(await readModel.count({ kind: 'Client', accountSid: ACCOUNT })).toBe(1);
    await store.close();
  });

  it('takes over one of a time when there were Clients only', async () => {
    const store = await open();
    const application = `AP${'7'.repeat(32)}`;
    const v1 = await created(store.journal);
    const state = { ...v1.payload.state, voiceApplicationSid: application };
    const v2 = await mustAppend(store.journal, updateOf(v1, { payload: { ...v1.payload, state } }));
    await store.close();
    rmSync(readModelPath());
    const [first = ''] = READ_MODEL_SCHEMA.migrations;
    const { applicationId } = READ_MODEL_SCHEMA;
    withDatabase(
      readModelPath(),
      `${first} PRAGMA application_id = ${applicationId}; PRAGMA user_version = 1;`,
    );
    const old = new DatabaseSync(readModelPath());
    const row = rowOfEvent(v2);
    const columns = `${RESOURCE_COLUMNS}, login, friendly_name, status`;
    old
      .prepare(`INSERT INTO clients (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
      .run(...parametersOf(row));
    old.close();
    const logger = recordingLogger();
    const again = await openSqliteStore({ dir: dir.path, logger });
    const { readModel } = again;
    const filter = { kind: 'Client', accountSid: ACCOUNT, name: row.state.login } as const;
    expect(await readModel.page({ ...filter, afterCreatedRevision: 0, limit: 9 })).toEqual([row]);
    expect(await readModel.users('Client', application, 9)).toEqual([row]);
    expect(logger.lines).toEqual([]);
    await readModel.upsert([rowOfEvent(await mustAppend(again.journal, deletionOf(v2)))]);
    expect(await readModel.count({ kind: 'Client', accountSid: ACCOUNT })).toBe(0);
    await again.close();
  });

  it.each([
    ['damaged', () => writeFileSync(readModelPath(), Buffer.alloc(9000, 0x55))],
    ['of a newer Tandem', () => withDatabase(readModelPath(), 'PRAGMA user_version = 99')],
  ])('makes one that is %s anew from the journal, and says so', async (_, spoil) => {
    const { v1, v2 } = await twoClients();
    spoil();
    const logger = recordingLogger();
    const store = await openSqliteStore({ dir: dir.path, logger });
    const { readModel } = store;
    expect(await readModel.get(v1.stream)).toEqual(rowOfEvent(v2));
    expect(logger.lines).toMatchObject([
      { level: 'warn', message: 'the read model cannot be used and is made anew from the journal' },
      { level: 'info', fields: { rows: 2 } },
    ]);
    await store.close();
  });
});
