import type { StatementSync } from 'node:sqlite';
import type { Cursor, CursorStore } from '@tandem/journal';
import type { SqliteFile } from './sqlite-file.ts';

export class SqliteCursors implements CursorStore {
  readonly #file: SqliteFile;
  readonly #load: StatementSync;
  readonly #save: StatementSync;
  readonly #remove: StatementSync;

  constructor(file: SqliteFile) {
    this.#file = file;
    this.#load = file.prepare('SELECT revision, failing_since FROM cursors WHERE reader = ?');
    this.#save = file.prepare(
      'INSERT OR REPLACE INTO cursors (reader, revision, failing_since) VALUES (?, ?, ?)',
    );
    this.#remove = file.prepare('DELETE FROM cursors WHERE reader = ?');
  }

  async load(reader: string): Promise<Cursor | null> {
    const row = this.#file.run('loading a cursor', () => this.#load.get(reader));
    if (row === undefined) return null;
    const failing = row['failing_since'];
    return { revision: Number(row['revision']), failingSince: failing === null ? null : Number(failing) };
  }

  async save(reader: string, { revision, failingSince }: Cursor): Promise<void> {
    this.#file.run('saving a cursor', () => this.#save.run(reader, revision, failingSince));
  }

  async remove(reader: string): Promise<void> {
    this.#file.run('removing a cursor', () => this.#remove.run(reader));
  }
}
