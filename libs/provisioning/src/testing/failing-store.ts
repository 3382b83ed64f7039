import type { Journal, JournalStore, ReadModel } from '@tandem/journal';
import { TandemError } from '@tandem/kernel';

export type ClientsStore = Pick<JournalStore, 'journal' | 'readModel'>;

/** A call that never reached the database. */
export const down = (): Promise<never> =>
  Promise.reject(new TandemError('JOURNAL_UNAVAILABLE', 'the connection was lost'));

/** The store as an instance sees it whose process or connection dies at one point. */
export const failingStore = (
  { journal, readModel }: ClientsStore,
  over: { readonly journal?: Partial<Journal>; readonly readModel?: Partial<ReadModel> } = {},
): ClientsStore => ({
  journal: {
    append: (events) => journal.append(events),
    readStream: (sid) => journal.readStream(sid),
    readFrom: (revision, limit) => journal.readFrom(revision, limit),
    fillGaps: (revision, graceMs) => journal.fillGaps(revision, graceMs),
    releaseClaim: (revision) => journal.releaseClaim(revision),
    head: () => journal.head(),
    close: () => journal.close(),
    ...over.journal,
  },
  readModel: {
    upsert: (rows) => readModel.upsert(rows),
    get: (sid) => readModel.get(sid),
    versions: (sids) => readModel.versions(sids),
    page: (query) => readModel.page(query),
    count: (filter) => readModel.count(filter),
    users: (kind, target, limit) => readModel.users(kind, target, limit),
    ...over.readModel,
  },
});
