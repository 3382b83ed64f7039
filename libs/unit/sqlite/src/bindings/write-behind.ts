import { isTandemError, messageOf } from '@tandem/kernel';
import type { Binding, BindingChange } from '@tandem/sip';
import type { Logger } from '@tandem/telemetry';
import type { Database, Statement } from '../database/database.ts';

export interface WriteBehindOptions {
  readonly database: Database;
  readonly logger: Logger;
  /** How long changes are collected, milliseconds. */
  readonly collectMs: number;
}

const RETRY_MS = 1000;
/** Rows per transaction: some milliseconds, so that calls are answered between two of them. */
const SLICE = 500;

const nameOf = ({ sid, key }: Binding): string => `${sid}\n${key}`;

/** Changes on their way to the file: the latest of each binding, written in one transaction for many. */
export class WriteBehind {
  readonly #options: WriteBehindOptions;
  readonly #put: Statement;
  readonly #remove: Statement;
  readonly #waiting = new Map<string, BindingChange>();
  #timer: NodeJS.Timeout | undefined;
  #failing = false;
  #closed = false;

  constructor(options: WriteBehindOptions) {
    this.#options = options;
    const { database } = options;
    this.#put = database.prepare(
      'INSERT OR REPLACE INTO bindings (sid, key, expires_at, binding) VALUES (?, ?, ?, ?)',
    );
    this.#remove = database.prepare('DELETE FROM bindings WHERE sid = ? AND key = ?');
  }

  /** Changes that are not in the file yet. */
  get size(): number {
    return this.#waiting.size;
  }

  add(changes: readonly BindingChange[]): void {
    for (const change of changes) this.#waiting.set(nameOf(change.binding), change);
    this.#plan(this.#options.collectMs);
  }

  /** Writes all that waits, at once; what the file does not take is lost, and said. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    let before: number;
    do {
      before = this.#waiting.size;
      this.#write();
    } while (this.#waiting.size > 0 && this.#waiting.size < before);
  }

  #plan(ms: number): void {
    if (this.#closed || this.#waiting.size === 0) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const written = this.#write();
      this.#plan(written ? 0 : RETRY_MS);
    }, ms);
  }

  /** @returns whether the file took it. */
  #write(): boolean {
    const slice = [...this.#first(SLICE)];
    try {
      this.#options.database.transaction(() => slice.forEach(([, change]) => this.#store(change)));
    } catch (error) {
      this.#fail(error);
      return false;
    }
    for (const [name] of slice) this.#waiting.delete(name);
    this.#failing = false;
    return true;
  }

  *#first(count: number): Generator<readonly [string, BindingChange]> {
    let given = 0;
    for (const entry of this.#waiting) {
      if (given === count) return;
      given += 1;
      yield entry;
    }
  }

  #store({ kind, binding }: BindingChange): void {
    const { sid, key, expiresAt } = binding;
    // A stream binding ends with its connection, so that it is of no use after a restart.
    const lasts = kind === 'put' && binding.transport === 'udp';
    if (lasts) this.#put.run(sid, key, expiresAt, JSON.stringify(binding));
    else this.#remove.run(sid, key);
  }

  #fail(error: unknown): void {
    if (!this.#failing) {
      this.#options.logger.error('The bindings cannot be written; they are kept in memory', {
        waiting: this.#waiting.size,
        error: messageOf(error),
        retryable: isTandemError(error) && error.retryable,
      });
    }
    this.#failing = true;
  }
}
