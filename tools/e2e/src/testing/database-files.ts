import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** The last event of one Client. */
export interface Latest {
  readonly sid: string;
  readonly version: number;
  readonly revision: number;
  readonly deleted: boolean;
}

const rowsOf = <T>(path: string, sql: string): readonly T[] => {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    return database.prepare(sql).all() as unknown as readonly T[];
  } finally {
    database.close();
  }
};

interface JournalRow {
  readonly revision: number;
  readonly stream: string;
  readonly version: number;
  readonly body: string;
}

/** All events of a data directory's journal, in order; its process must have ended. */
export const journalEvents = (dir: string): readonly JournalRow[] =>
  rowsOf<JournalRow>(
    join(dir, 'journal', 'journal.db'),
    'SELECT revision, stream, version, body FROM journal WHERE event_id IS NOT NULL ORDER BY revision',
  );

/** What is wrong with the journal: versions of a stream that do not count up by one. */
export const journalProblems = (events: readonly JournalRow[]): readonly string[] => {
  const versions = new Map<string, number>();
  return events.flatMap(({ stream, version, revision }) => {
    const expected = (versions.get(stream) ?? 0) + 1;
    versions.set(stream, version);
    return version === expected
      ? []
      : [`revision ${revision}: version ${version} of ${stream} after ${expected - 1}`];
  });
};

const bySid = (a: Latest, b: Latest): number => a.sid.localeCompare(b.sid);

/** What the journal says each Client is now. */
export const latestInJournal = (events: readonly JournalRow[]): readonly Latest[] => {
  const latest = new Map<string, Latest>();
  for (const { stream, version, revision, body } of events) {
    const { type } = JSON.parse(body) as { readonly type: string };
    latest.set(stream, { sid: stream, version, revision, deleted: type === 'ClientDeleted' });
  }
  return [...latest.values()].sort(bySid);
};

/** What a unit's cache says each Client is, held changes not counted; its process must have ended. */
export const latestInCache = (dir: string, unit: string): readonly Latest[] =>
  rowsOf<{
    sid: string;
    version: number | null;
    revision: number | null;
    received_version: number;
    received_revision: number;
  }>(
    join(dir, 'units', unit, 'cache.db'),
    'SELECT sid, version, revision, received_version, received_revision FROM resources',
  )
    .map((row) => ({
      sid: row.sid,
      version: row.version ?? row.received_version,
      revision: row.revision ?? row.received_revision,
      deleted: row.version === null,
    }))
    .sort(bySid);
