import type { StatementSync } from 'node:sqlite';
import type { SqliteFile } from '@tandem/journal-sqlite';

/** Up to where each partition has been read, in the file that what was read is written to. */
export class LogPositions {
  readonly #file: SqliteFile;
  readonly #get: StatementSync;
  readonly #put: StatementSync;
  readonly #generation: StatementSync;
  readonly #putGeneration: StatementSync;

  constructor(file: SqliteFile) {
    this.#file = file;
    this.#get = file.prepare('SELECT next_offset AS next FROM positions WHERE topic = ? AND partition = ?');
    this.#put = file.prepare(
      'INSERT INTO positions VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET next_offset = excluded.next_offset',
    );
    this.#generation = file.prepare('SELECT generation FROM log');
    this.#putGeneration = file.prepare(
      'INSERT INTO log VALUES (1, ?) ON CONFLICT DO UPDATE SET generation = excluded.generation',
    );
  }

  /** The next offset to read; 0 for a partition that was never read. */
  of(topic: string, partition: number): number {
    return Number(this.#get.get(topic, partition)?.['next'] ?? 0);
  }

  set(topic: string, partition: number, offset: number): void {
    this.#put.run(topic, partition, offset);
  }

  /**
   * Takes note of which log this is. Another one than before has its own offsets: every partition is read from its
   * beginning then, over the rows that are there.
   * @returns whether it is another one.
   */
  follow(generation: string): boolean {
    const known = this.#generation.get()?.['generation'];
    if (known === generation) return false;
    this.#file.transaction('taking note of the log', () => {
      this.#putGeneration.run(generation);
      if (known !== undefined) this.#file.exec('DELETE FROM positions');
    });
    return known !== undefined;
  }
}
