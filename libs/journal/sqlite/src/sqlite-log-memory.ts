import type { StatementSync } from 'node:sqlite';
import type { LogMemory, LogMemoryStore } from '@tandem/journal';
import type { SqliteFile } from './sqlite-file.ts';

export class SqliteLogMemory implements LogMemoryStore {
  readonly #file: SqliteFile;
  readonly #recall: StatementSync;
  readonly #remember: StatementSync;

  constructor(file: SqliteFile) {
    this.#file = file;
    this.#recall = file.prepare('SELECT generation, revision FROM log_memory WHERE id = 1');
    this.#remember = file.prepare(
      'INSERT OR REPLACE INTO log_memory (id, generation, revision) VALUES (1, ?, ?)',
    );
  }

  async recall(): Promise<LogMemory | null> {
    const row = this.#file.run('recalling the log', () => this.#recall.get());
    if (row === undefined) return null;
    return { generation: String(row['generation']), revision: Number(row['revision']) };
  }

  async remember({ generation, revision }: LogMemory): Promise<void> {
    this.#file.run('remembering the log', () => this.#remember.run(generation, revision));
  }
}
