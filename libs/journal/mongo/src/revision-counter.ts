import type { MongoDatabase } from './mongo-database.ts';
import { upserting } from './mongo-error.ts';

const ID = 'revision';

/**
 * Hands out revisions. A server that does not increment atomically may hand one out twice: whoever inserts first has
 * it, the other takes a new one.
 */
export class RevisionCounter {
  readonly #database: MongoDatabase;

  constructor(database: MongoDatabase) {
    this.#database = database;
  }

  /** @returns the first of `count` revisions that nobody else is given */
  async take(count: number): Promise<number> {
    const { counters } = this.#database.models;
    const counter = await this.#database.run('taking revisions', () =>
      upserting(() =>
        counters.findOneAndUpdate(
          { _id: ID },
          { $inc: { value: count } },
          { upsert: true, returnDocument: 'after', lean: true },
        ),
      ),
    );
    return (counter?.value ?? count) - count + 1;
  }

  /** The last revision handed out. */
  async read(): Promise<number> {
    const { counters } = this.#database.models;
    const counter = await this.#database.run('reading the revision counter', () =>
      counters.findOne({ _id: ID }, null, { lean: true, maxTimeMS: this.#database.timeoutMs }),
    );
    return counter?.value ?? 0;
  }

  /** Makes sure that revisions up to this one are not handed out (again). */
  async raiseTo(revision: number): Promise<void> {
    const { counters } = this.#database.models;
    await this.#database.run('raising the revision counter', () =>
      upserting(() => counters.updateOne({ _id: ID }, { $max: { value: revision } }, { upsert: true })),
    );
  }
}
