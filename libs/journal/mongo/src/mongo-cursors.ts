import type { Cursor, CursorStore } from '@tandem/journal';
import type { MongoDatabase } from './mongo-database.ts';
import { upserting } from './mongo-error.ts';

export class MongoCursors implements CursorStore {
  readonly #database: MongoDatabase;

  constructor(database: MongoDatabase) {
    this.#database = database;
  }

  async load(reader: string): Promise<Cursor | null> {
    const { cursors } = this.#database.models;
    const cursor = await this.#database.run('loading a cursor', () =>
      cursors.findOne({ _id: reader }, null, { lean: true, maxTimeMS: this.#database.timeoutMs }),
    );
    if (cursor === null) return null;
    return { revision: cursor.revision, failingSince: cursor.failingSince ?? null };
  }

  async save(reader: string, { revision, failingSince }: Cursor): Promise<void> {
    const { cursors } = this.#database.models;
    await this.#database.run('saving a cursor', () =>
      upserting(() =>
        cursors.updateOne({ _id: reader }, { $set: { revision, failingSince } }, { upsert: true }),
      ),
    );
  }

  async remove(reader: string): Promise<void> {
    const { cursors } = this.#database.models;
    await this.#database.run('removing a cursor', () => cursors.deleteOne({ _id: reader }));
  }
}
