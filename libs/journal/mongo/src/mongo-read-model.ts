import { kindOfSid } from '@tandem/contracts';
import type { ResourceKind } from '@tandem/contracts';
import { TandemError } from '@tandem/kernel';
import type { Sid } from '@tandem/kernel';
import { indexedOf } from '@tandem/journal';
import type { ReadModel, ResourceFilter, ResourcePageQuery, ResourceRow } from '@tandem/journal';
import { COLLECTIONS, NAME_FIELDS } from './documents.ts';
import type { ResourceDocument } from './documents.ts';
import type { MongoDatabase } from './mongo-database.ts';
import { onlyDuplicateKeys } from './mongo-error.ts';

const documentOf = ({ sid, ...row }: ResourceRow): ResourceDocument => ({
  _id: sid,
  ...row,
  uses: indexedOf(row.state).uses,
});

/** The rows of a kind's collection are of that kind. */
const rowOf = <K extends ResourceKind>({ _id: sid, uses: _uses, ...row }: ResourceDocument) =>
  ({ sid, ...row }) as ResourceRow<K>;

const kindOf = (sid: Sid): ResourceKind => {
  const kind = kindOfSid(sid);
  if (kind === undefined)
    throw new TandemError('CONTRACT_VIOLATION', `the read model has no place for ${sid}`);
  return kind;
};

const byKind = <T>(items: readonly T[], sidOf: (item: T) => Sid): ReadonlyMap<ResourceKind, readonly T[]> =>
  Map.groupBy(items, (item) => kindOf(sidOf(item)));

const ATTEMPTS = 5;
/** Rows of one request: a slow server must be able to write them in time, or whoever repairs rows never gets further. */
const SLICE = 50;

/** Each filter has an index that ends in the creation order that pages need. */
const liveRows = ({ kind, accountSid, name, friendlyName, status }: ResourceFilter) => ({
  accountSid,
  deleted: false,
  ...(name !== undefined && { [NAME_FIELDS[kind]]: name }),
  ...(friendlyName !== undefined && { 'state.friendlyName': friendlyName }),
  ...(status !== undefined && { 'state.status': status }),
});

/** The latest state of each Client, one document each. */
export class MongoReadModel implements ReadModel {
  readonly #database: MongoDatabase;

  constructor(database: MongoDatabase) {
    this.#database = database;
  }

  async upsert(rows: readonly ResourceRow[]): Promise<void> {
    for (const [kind, ofKind] of byKind(rows, ({ sid }) => sid)) {
      for (let from = 0; from < ofKind.length; from += SLICE) {
        await this.#upsert(kind, ofKind.slice(from, from + SLICE));
      }
    }
  }

  async #upsert(kind: ResourceKind, rows: readonly ResourceRow[]): Promise<void> {
    let left = rows;
    for (let attempt = 0; left.length > 0; attempt++) {
      if (attempt === ATTEMPTS) {
        throw new TandemError(
          'JOURNAL_UNAVAILABLE',
          'the read model kept changing under an update; it is repaired later',
        );
      }
      left = (await this.#write(kind, left)) ? [] : await this.#behind(left);
    }
  }

  async get(sid: Sid): Promise<ResourceRow | null> {
    const model = this.#model(kindOf(sid));
    const document = await this.#database.run('reading a resource', () =>
      model.findOne({ _id: sid }, null, this.#reading),
    );
    return document === null ? null : rowOf(document);
  }

  async versions(sids: readonly Sid[]): Promise<ReadonlyMap<Sid, number>> {
    const versions = new Map<Sid, number>();
    for (const [kind, ofKind] of byKind(sids, (sid) => sid)) {
      const model = this.#model(kind);
      const found = await this.#database.run('reading versions', () =>
        model.find({ _id: { $in: [...ofKind] } }, { version: 1 }, this.#reading),
      );
      for (const { _id, version } of found) versions.set(_id, version);
    }
    return versions;
  }

  async page<K extends ResourceKind>(query: ResourcePageQuery<K>): Promise<readonly ResourceRow<K>[]> {
    const model = this.#model(query.kind);
    const documents = await this.#database.run('listing resources', () =>
      model
        .find(
          { ...liveRows(query), createdRevision: { $gt: query.afterCreatedRevision } },
          null,
          this.#reading,
        )
        .sort({ createdRevision: 1 })
        .limit(query.limit),
    );
    return documents.map((document) => rowOf<K>(document));
  }

  async users<K extends ResourceKind>(
    kind: K,
    target: Sid,
    limit: number,
  ): Promise<readonly ResourceRow<K>[]> {
    const model = this.#model(kind);
    const documents = await this.#database.run('looking for users', () =>
      model
        .find({ uses: target, deleted: false }, null, this.#reading)
        .sort({ createdRevision: 1 })
        .limit(limit),
    );
    return documents.map((document) => rowOf<K>(document));
  }

  async count(filter: ResourceFilter): Promise<number> {
    const model = this.#model(filter.kind);
    return this.#database.run('counting resources', () =>
      model.countDocuments(liveRows(filter), { maxTimeMS: this.#database.timeoutMs }),
    );
  }

  /** False when rows were refused as there is one of that sid: a newer one, or an older one that came in between. */
  async #write(kind: ResourceKind, rows: readonly ResourceRow[]): Promise<boolean> {
    const collection = this.#database.collection<ResourceDocument>(COLLECTIONS[kind]);
    const operations = rows.map(documentOf).map((replacement) => ({
      replaceOne: {
        filter: { _id: replacement._id, version: { $lt: replacement.version } },
        replacement,
        upsert: true,
      },
    }));
    return this.#database.run('updating the read model', async () => {
      try {
        await collection.bulkWrite(operations, { ordered: false });
        return true;
      } catch (error) {
        if (!onlyDuplicateKeys(error)) throw error;
        return false;
      }
    });
  }

  async #behind(rows: readonly ResourceRow[]): Promise<readonly ResourceRow[]> {
    const versions = await this.versions(rows.map(({ sid }) => sid));
    return rows.filter(({ sid, version }) => (versions.get(sid) ?? 0) < version);
  }

  #model(kind: ResourceKind) {
    return this.#database.models.resources[kind];
  }

  get #reading() {
    return { lean: true, maxTimeMS: this.#database.timeoutMs } as const;
  }
}
