import { setImmediate } from 'node:timers/promises';
import { RESOURCE_KINDS, SID_PREFIXES } from '@tandem/contracts';
import type { ResourceKind } from '@tandem/contracts';
import { rowOfEvent } from '@tandem/journal';
import type { ReadModel } from '@tandem/journal';
import { eventOf, JOURNAL_COLUMNS } from './event-row.ts';
import type { JournalRow } from './event-row.ts';
import type { SqliteFile } from './sqlite-file.ts';
import { TABLES } from './tables.ts';

export interface CatchUp {
  readonly journal: SqliteFile;
  readonly readModel: SqliteFile;
  readonly rows: ReadModel;
}

/** Both sides are walked on their indexes alone: a third of a second for 200,000 Clients. */
const behind = (table: string): string => `
  SELECT latest.stream
  FROM (SELECT stream, max(version) AS version FROM truth.journal
        WHERE stream > ?1 AND stream < ?1 || 'g' GROUP BY stream) AS latest
  LEFT JOIN ${table} AS rows ON rows.sid = latest.stream
  WHERE rows.sid IS NULL OR rows.version < latest.version`;

const LATEST = `SELECT ${JOURNAL_COLUMNS} FROM journal WHERE stream = ? ORDER BY version DESC LIMIT 1`;

const CHUNK = 500;

const behindOf = (readModel: SqliteFile, kind: ResourceKind): readonly string[] =>
  readModel
    .prepare(behind(TABLES[kind]))
    .all(SID_PREFIXES[kind])
    .map(({ stream }) => String(stream));

const streamsBehind = ({ journal, readModel }: CatchUp): readonly string[] =>
  readModel.run('comparing the read model with the journal', () => {
    readModel.prepare('ATTACH DATABASE ? AS truth').run(journal.path);
    try {
      return RESOURCE_KINDS.flatMap((kind) => behindOf(readModel, kind));
    } finally {
      readModel.exec('DETACH DATABASE truth');
    }
  });

/**
 * Brings the read model up to the journal: it is not synced, so a crash of the machine may have taken its last rows,
 * older ones than the relay looks at again. Lets others run between chunks.
 *
 * @returns how many rows were behind
 */
export const catchUp = async (files: CatchUp): Promise<number> => {
  const streams = streamsBehind(files);
  const latest = files.journal.prepare(LATEST);
  for (let at = 0; at < streams.length; at += CHUNK) {
    const events = files.journal.run('reading the journal', () =>
      streams.slice(at, at + CHUNK).map((stream) => eventOf(latest.get(stream) as unknown as JournalRow)),
    );
    await files.rows.upsert(events.map(rowOfEvent));
    await setImmediate();
  }
  return streams.length;
};
