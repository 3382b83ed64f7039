import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { isTandemError, messageOf } from '@tandem/kernel';
import type { Clock, Sid } from '@tandem/kernel';
import { MemoryBindingStore } from '@tandem/sip';
import type { Binding, BindingChange, BindingStore } from '@tandem/sip';
import type { Logger } from '@tandem/telemetry';
import type { Database } from '../database/database.ts';
import { putAside } from '../database/files.ts';
import { openDatabase } from '../database/open-database.ts';
import { APPLICATION_ID, SCHEMA, SCHEMA_VERSION } from './schema.ts';
import { WriteBehind } from './write-behind.ts';

export interface SqliteBindingStoreOptions {
  readonly path: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** How long changes are collected before they are written, milliseconds; default and at most 50. */
  readonly collectMs?: number;
}

const COLLECT_MS = 50;
const FORMAT = { applicationId: APPLICATION_ID, version: SCHEMA_VERSION, schema: SCHEMA };

const openOrBeginAnew = (path: string, logger: Logger): Database => {
  mkdirSync(dirname(path), { recursive: true });
  try {
    return openDatabase(path, FORMAT);
  } catch (error) {
    if (!isTandemError(error, 'CACHE_CORRUPT')) throw error;
    logger.error('The file of bindings cannot be used and is begun anew; phones refresh their bindings', {
      why: messageOf(error),
    });
    putAside(path);
    return openDatabase(path, FORMAT);
  }
};

const load = (database: Database, now: number): readonly Binding[] => {
  database.prepare('DELETE FROM bindings WHERE expires_at <= ?').run(now);
  const rows = database.prepare('SELECT binding FROM bindings').all();
  return rows.map((row) => JSON.parse(String(row['binding'])) as Binding);
};

/**
 * Bindings that outlive a restart of the unit: those of UDP, which last without a connection. All are served from
 * memory; the file follows within 50 ms, and nobody waits for it (a crash may lose the last of them).
 */
export class SqliteBindingStore implements BindingStore {
  readonly #memory = new MemoryBindingStore();
  readonly #database: Database;
  readonly #behind: WriteBehind;
  #closed = false;

  private constructor(
    database: Database,
    { logger, clock, collectMs = COLLECT_MS }: SqliteBindingStoreOptions,
  ) {
    this.#database = database;
    this.#behind = new WriteBehind({ database, logger, collectMs: Math.min(collectMs, COLLECT_MS) });
    const kept = load(database, clock.now()).toSorted((a, b) => a.refreshedAt - b.refreshedAt);
    this.#memory.apply(kept.map((binding) => ({ kind: 'put', binding })));
  }

  /** Opens or makes the file. Throws `STORAGE_FULL`, `DATA_DIR_UNUSABLE` or `DATA_DIR_LOCKED`. */
  static open(options: SqliteBindingStoreOptions): SqliteBindingStore {
    const database = openOrBeginAnew(options.path, options.logger);
    try {
      return new SqliteBindingStore(database, options);
    } catch (error) {
      database.close();
      throw error;
    }
  }

  get size(): number {
    return this.#memory.size;
  }

  /** Changes that a crash would lose now. */
  get unwritten(): number {
    return this.#behind.size;
  }

  list(sid: Sid, now: number): readonly Binding[] {
    return this.#memory.list(sid, now);
  }

  apply(changes: readonly BindingChange[]): void {
    this.#memory.apply(changes);
    if (!this.#closed) this.#behind.add(changes);
  }

  ofConnection(connection: string): readonly Binding[] {
    return this.#memory.ofConnection(connection);
  }

  all(): Iterator<Binding> {
    return this.#memory.all();
  }

  /** Writes what waits and closes the file. Idempotent. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#behind.close();
    this.#database.close();
  }
}
