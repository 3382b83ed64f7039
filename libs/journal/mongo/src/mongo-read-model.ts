import { TandemError } from '@tandem/kernel';
import type { Sid } from '@tandem/kernel';
import type { ClientFilter, ClientPageQuery, ClientRow, ReadModel } from '@tandem/journal';
import type { ClientDocument } from './documents.ts';
import type { MongoDatabase } from './mongo-database.ts';
import { onlyDuplicateKeys } from './mongo-error.ts';

const documentOf = ({ sid, ...row }: ClientRow): ClientDocument => ({ _id: sid, ...row });

const rowOf = ({ _id: sid, ...row }: ClientDocument): ClientRow => ({ sid, ...row });

const ATTEMPTS = 5;
/** Rows of one request: a slow server must be able to write them in time, or whoever repairs rows never gets further. */
const SLICE = 50;

/** Each filter has an index that ends in the creation order that pages need. */
const liveRows = ({ accountSid, login, friendlyName, status }: ClientFilter) => ({
  accountSid,
  deleted: false,
  ...(login !== undefined && { 'state.login': login }),
  ...(friendlyName !== undefined && { 'state.friendlyName': friendlyName }),
  ...(status !== undefined && { 'state.status': status }),
});

/** The latest state of each Client, one document each. */
export class MongoReadModel implements ReadModel {
  readonly #database: MongoDatabase;

  constructor(database: MongoDatabase) {
    this.#database = database;
  }

  async upsert(rows: readonly ClientRow[]): Promise<void> {
    for (let from = 0; from < rows.length; from += SLICE) await this.#upsert(rows.slice(from, from + SLICE));
  }

  async #upsert(rows: readonly ClientRow[]): Promise<void> {
    let left = rows;
    for (let attempt = 0; left.length > 0; attempt++) {
      if (attempt === ATTEMPTS) {
        throw new TandemError(
          'JOURNAL_UNAVAILABLE',
          'the read model kept changing under an update; it is repaired later',
        );
      }
      left = (await this.#write(left)) ? [] : await this.#behind(left);
    }
  }

  async get(sid: Sid): Promise<ClientRow | null> {
    const { clients } = this.#database.models;
    const document = await this.#database.run('reading a Client', () =>
      clients.findOne({ _id: sid }, null, this.#reading),
    );
    return document === null ? null : rowOf(document);
  }

  async versions(sids: readonly Sid[]): Promise<ReadonlyMap<Sid, number>> {
    if (sids.length === 0) return new Map();
    const { clients } = this.#database.models;
    const found = await this.#database.run('reading versions', () =>
      clients.find({ _id: { $in: [...sids] } }, { version: 1 }, this.#reading),
    );
    return new Map(found.map(({ _id, version }) => [_id, version]));
  }

  async page(query: ClientPageQuery): Promise<readonly ClientRow[]> {
    const { clients } = this.#database.models;
    const documents = await this.#database.run('listing Clients', () =>
      clients
        .find(
          { ...liveRows(query), createdRevision: { $gt: query.afterCreatedRevision } },
          null,
          this.#reading,
        )
        .sort({ createdRevision: 1 })
        .limit(query.limit),
    );
    return documents.map(rowOf);
  }

  async count(filter: ClientFilter): Promise<number> {
    const { clients } = this.#database.models;
    return this.#database.run('counting Clients', () =>
      clients.countDocuments(liveRows(filter), { maxTimeMS: this.#database.timeoutMs }),
    );
  }

  /** False when rows were refused as there is one of that sid: a newer one, or an older one that came in between. */
  async #write(rows: readonly ClientRow[]): Promise<boolean> {
    const collection = this.#database.collection<ClientDocument>('clients');
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

  async #behind(rows: readonly ClientRow[]): Promise<readonly ClientRow[]> {
    const versions = await this.versions(rows.map(({ sid }) => sid));
    return rows.filter(({ sid, version }) => (versions.get(sid) ?? 0) < version);
  }

  get #reading() {
    return { lean: true, maxTimeMS: this.#database.timeoutMs } as const;
  }
}
