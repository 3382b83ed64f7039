import { NaturalBatch } from './natural-batch.ts';
import type { ResourceRow, ReadModel } from './read-model.ts';

/** A read model that must be closed, so that writes under way finish. */
export type BatchedReadModel = ReadModel & { close(): Promise<void> };

const MAX_ROWS = 500;
const CLOSE_MS = 10_000;

/** Of the rows of each sid the one of the highest version, which alone would stay. */
const latestPerSid = (rows: readonly ResourceRow[]): readonly ResourceRow[] => {
  const latest = new Map<string, ResourceRow>();
  for (const row of rows) {
    if ((latest.get(row.sid)?.version ?? 0) < row.version) latest.set(row.sid, row);
  }
  return [...latest.values()];
};

/** Lets concurrent upserts share one write, one at a time: what a group commit wakes up is written together again. */
export const batchedReadModel = (readModel: ReadModel): BatchedReadModel => {
  const upserts = new NaturalBatch<ResourceRow, undefined>({
    name: 'the read model',
    maxItems: MAX_ROWS,
    closeMs: CLOSE_MS,
    run: async (rows) => {
      await readModel.upsert(latestPerSid(rows));
      return [];
    },
  });
  return {
    upsert: async (rows) => {
      await upserts.add(rows);
    },
    get: (sid) => readModel.get(sid),
    versions: (sids) => readModel.versions(sids),
    page: (query) => readModel.page(query),
    count: (filter) => readModel.count(filter),
    users: (kind, target, limit) => readModel.users(kind, target, limit),
    close: () => upserts.close(),
  };
};
