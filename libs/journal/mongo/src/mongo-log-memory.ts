import type { LogMemory, LogMemoryStore } from '@tandem/journal';
import type { MongoDatabase } from './mongo-database.ts';
import { upserting } from './mongo-error.ts';

const ID = 'log';

export class MongoLogMemory implements LogMemoryStore {
  readonly #database: MongoDatabase;

  constructor(database: MongoDatabase) {
    this.#database = database;
  }

  async recall(): Promise<LogMemory | null> {
    const { meta } = this.#database.models;
    const memory = await this.#database.run('recalling the log', () =>
      meta.findOne({ _id: ID }, null, { lean: true, maxTimeMS: this.#database.timeoutMs }),
    );
    if (memory?.generation === undefined || memory.revision === undefined) return null;
    return { generation: memory.generation, revision: memory.revision };
  }

  async remember({ generation, revision }: LogMemory): Promise<void> {
    const { meta } = this.#database.models;
    await this.#database.run('remembering the log', () =>
      upserting(() => meta.updateOne({ _id: ID }, { $set: { generation, revision } }, { upsert: true })),
    );
  }
}
