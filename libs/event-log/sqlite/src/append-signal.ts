import type { Database } from './database.ts';

type Listener = () => void;

const ALL = Symbol('all partitions');

/**
 * Tells readers that a partition has grown. Writes of this process are told at once; those of others are noticed by
 * SQLite's data version, which changes when another connection commits (https://sqlite.org/pragma.html#pragma_data_version).
 */
export class AppendSignal {
  readonly #listeners = new Map<number | typeof ALL, Set<Listener>>();
  readonly #readDataVersion: () => unknown;
  readonly #timer: NodeJS.Timeout;
  #dataVersion: unknown;

  constructor(db: Database, pollMs: number) {
    const statement = db.prepare('PRAGMA data_version');
    this.#readDataVersion = () => db.read(() => statement.get()?.['data_version']);
    this.#dataVersion = this.#readDataVersion();
    this.#timer = setInterval(() => this.#poll(), pollMs).unref();
  }

  /** Calls back whenever the partition may have grown. Returns the way to stop. */
  onPartition(partitionId: number, listener: Listener): () => void {
    return this.#listen(partitionId, listener);
  }

  /** Calls back whenever topics may have been made. */
  onTopics(listener: Listener): () => void {
    return this.#listen(ALL, listener);
  }

  appended(partitionIds: Iterable<number>): void {
    for (const id of partitionIds) this.#call(id);
  }

  topicsMade(): void {
    this.#call(ALL);
  }

  close(): void {
    clearInterval(this.#timer);
    this.#listeners.clear();
  }

  #listen(key: number | typeof ALL, listener: Listener): () => void {
    const listeners = this.#listeners.get(key) ?? new Set();
    this.#listeners.set(key, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  #call(key: number | typeof ALL): void {
    for (const listener of this.#listeners.get(key) ?? []) listener();
  }

  #poll(): void {
    let version: unknown;
    try {
      version = this.#readDataVersion();
    } catch {
      // Readers meet the failure themselves, and report it.
    }
    if (version === this.#dataVersion) return;
    this.#dataVersion = version;
    for (const key of this.#listeners.keys()) this.#call(key);
  }
}
