import type { CacheCounts, CacheMeta } from '@tandem/unit';
import type { Database, Statement } from '../database/database.ts';

const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const numberOrNull = (value: unknown): number | null => (typeof value === 'number' ? value : null);

/** The one row of what the cache knows of itself, and how much it holds. */
export class SqliteMetaTable {
  readonly #get: Statement;
  readonly #save: Statement;
  readonly #clock: Statement;
  readonly #counts: Statement;

  constructor(database: Database) {
    this.#get = database.prepare('SELECT generation, complete, rebuild, partitions, clock FROM meta');
    this.#save = database.prepare(
      'UPDATE meta SET generation = ?, complete = ?, rebuild = ?, partitions = ?, clock = ?',
    );
    this.#clock = database.prepare('UPDATE meta SET clock = ?');
    this.#counts = database.prepare(`SELECT
      (SELECT count(*) FROM resources WHERE version IS NOT NULL AND sid > 'CL' AND sid < 'CM') AS clients,
      (SELECT count(*) FROM held) AS held,
      (SELECT count(*) FROM parked) AS parked,
      (SELECT count(*) FROM resources WHERE buried_at IS NOT NULL) AS graves`);
  }

  get(): CacheMeta {
    const row = this.#get.get() ?? {};
    return {
      generation: textOrNull(row['generation']),
      complete: row['complete'] === 1,
      rebuild: textOrNull(row['rebuild']),
      partitions: numberOrNull(row['partitions']),
      clock: Number(row['clock']),
    };
  }

  save(change: Partial<CacheMeta>): void {
    const { clock } = change;
    // Each batch moves the clock and, mostly, nothing else.
    if (clock !== undefined && Object.keys(change).length === 1) {
      this.#clock.run(clock);
      return;
    }
    const meta = { ...this.get(), ...change };
    this.#save.run(meta.generation, meta.complete ? 1 : 0, meta.rebuild, meta.partitions, meta.clock);
  }

  counts(): CacheCounts {
    const row = this.#counts.get() ?? {};
    return {
      clients: Number(row['clients']),
      held: Number(row['held']),
      parked: Number(row['parked']),
      graves: Number(row['graves']),
    };
  }
}
