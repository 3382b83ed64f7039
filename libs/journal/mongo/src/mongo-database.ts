import mongoose from 'mongoose';
import type { Connection, mongo } from 'mongoose';
import { messageOf, TandemError, withDeadline } from '@tandem/kernel';
import { modelsOn } from './documents.ts';
import type { JournalDocument, Models, ResourceDocument } from './documents.ts';
import { databaseError } from './mongo-error.ts';

export interface ConnectOptions {
  /** `mongodb://…`; what it says of write and read concern does not count. */
  readonly uri: string;
  /** Default: the one in the address, else `tandem`. */
  readonly dbName?: string;
  /** Longest wait for one answer of the server, milliseconds. */
  readonly timeoutMs?: number;
}

const DATABASE = 'tandem';
const TIMEOUT_MS = 5000;
const POOL_SIZE = 20;

const databaseIn = (uri: string): string | undefined => {
  const path = /^mongodb(?:\+srv)?:\/\/[^/]+\/([^?]+)/.exec(uri)?.[1];
  return path === undefined ? undefined : decodeURIComponent(path);
};

/** Every wait is bounded, nothing is buffered while the server is away, and every answer is a majority's. */
const connectionOptions = (timeoutMs: number): mongoose.ConnectOptions => ({
  serverSelectionTimeoutMS: timeoutMs,
  connectTimeoutMS: timeoutMs,
  socketTimeoutMS: timeoutMs,
  waitQueueTimeoutMS: timeoutMs,
  maxPoolSize: POOL_SIZE,
  bufferCommands: false,
  autoIndex: false,
  autoCreate: false,
  readPreference: 'primary',
  readConcernLevel: 'majority',
  writeConcern: { w: 'majority', journal: true, wtimeoutMS: timeoutMs },
  appName: 'tandem',
});

/** One connection pool, with the collections on it. */
export class MongoDatabase {
  readonly models: Models;
  readonly timeoutMs: number;
  readonly #connection: Connection;
  #closed = false;

  private constructor(connection: Connection, timeoutMs: number) {
    this.#connection = connection;
    this.timeoutMs = timeoutMs;
    this.models = modelsOn(connection);
  }

  /** @throws TandemError JOURNAL_UNAVAILABLE */
  static async connect({ uri, dbName, timeoutMs = TIMEOUT_MS }: ConnectOptions): Promise<MongoDatabase> {
    const connection = mongoose.createConnection();
    // Without a listener an error in the background would end the process; calls report what they meet.
    connection.on('error', () => undefined);
    try {
      await connection.openUri(uri, {
        ...connectionOptions(timeoutMs),
        dbName: dbName ?? databaseIn(uri) ?? DATABASE,
      });
      return new MongoDatabase(connection, timeoutMs);
    } catch (error) {
      await connection.close(true).catch(() => undefined);
      throw new TandemError('JOURNAL_UNAVAILABLE', `MongoDB cannot be reached: ${messageOf(error)}`, {
        cause: error,
      });
    }
  }

  /** A collection past the mapper, for writes of many documents at once: it would check and copy each of them. */
  collection<T extends JournalDocument | ResourceDocument>(name: string): mongo.Collection<T> {
    return this.#connection.getClient().db(this.#connection.name).collection<T>(name);
  }

  /** Runs one command of the server, bounded; `what` completes "… failed". */
  async run<T>(what: string, work: () => PromiseLike<T>, timeoutMs = this.timeoutMs): Promise<T> {
    if (this.#closed) throw new TandemError('CLOSED', 'the MongoDB store is closed');
    try {
      return await withDeadline(Promise.resolve(work()), timeoutMs, what);
    } catch (error) {
      throw databaseError(error, what);
    }
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await withDeadline(this.#connection.close(true), this.timeoutMs, 'closing the connection to MongoDB');
  }

  /** Removes the database with all it holds. For tests. */
  async drop(): Promise<void> {
    await this.run('dropping the database', () => this.#connection.dropDatabase());
  }
}
