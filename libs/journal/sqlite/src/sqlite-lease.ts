import type { Clock } from '@tandem/kernel';
import { Standstill } from '@tandem/journal';
import type { Lease, LeaseStore } from '@tandem/journal';
import { hasEnded, thisProcess } from './process-identity.ts';
import type { SqliteFile } from './sqlite-file.ts';

interface LeaseRow {
  readonly epoch: number;
  readonly beat: number;
  readonly holder: string | null;
  readonly ttl_ms: number;
  readonly pid: number;
  readonly process: string;
}

/**
 * The lease as one row. A holder whose process has ended has lost it at once, so that a restart need not wait; one that
 * has stalled loses it when its beat has stood still for its time to live.
 */
export class SqliteLease implements LeaseStore {
  readonly #file: SqliteFile;
  readonly #standstill: Standstill;
  readonly #statements;

  constructor(file: SqliteFile, clock: Clock) {
    this.#file = file;
    this.#standstill = new Standstill(clock);
    this.#statements = prepare(file);
  }

  async acquire(holder: string, ttlMs: number): Promise<Lease | null> {
    return this.#file.transaction('taking the lease', () => {
      const row = this.#read();
      if (row !== undefined && !this.#isFree(row, holder)) return null;
      const epoch = (row?.epoch ?? 0) + 1;
      const { pid, process } = thisProcess;
      this.#statements.take.run(epoch, (row?.beat ?? 0) + 1, holder, ttlMs, pid, process);
      return { epoch, holder };
    });
  }

  async renew({ epoch, holder }: Lease, ttlMs: number): Promise<boolean> {
    return this.#file.run(
      'renewing the lease',
      () => Number(this.#statements.renew.run(ttlMs, epoch, holder).changes) === 1,
    );
  }

  async current(): Promise<Lease | null> {
    const row = this.#file.run('reading the lease', () => this.#read());
    return row?.holder == null ? null : { epoch: row.epoch, holder: row.holder };
  }

  async release({ epoch, holder }: Lease): Promise<void> {
    this.#file.run('giving up the lease', () => this.#statements.release.run(epoch, holder));
  }

  #isFree(row: LeaseRow, holder: string): boolean {
    const stoodStill = this.#standstill.observe(`${row.epoch}/${row.beat}`) >= row.ttl_ms;
    return row.holder === null || row.holder === holder || stoodStill || hasEnded(row);
  }

  #read(): LeaseRow | undefined {
    return this.#statements.read.get() as LeaseRow | undefined;
  }
}

const prepare = (file: SqliteFile) => ({
  read: file.prepare(`SELECT epoch, beat, holder, ttl_ms, pid, process FROM lease WHERE name = 'relay'`),
  take: file.prepare(
    `INSERT INTO lease (name, epoch, beat, holder, ttl_ms, pid, process) VALUES ('relay', ?, ?, ?, ?, ?, ?)
     ON CONFLICT (name) DO UPDATE SET epoch = excluded.epoch, beat = excluded.beat, holder = excluded.holder,
       ttl_ms = excluded.ttl_ms, pid = excluded.pid, process = excluded.process`,
  ),
  renew: file.prepare(
    `UPDATE lease SET beat = beat + 1, ttl_ms = ? WHERE name = 'relay' AND epoch = ? AND holder = ?`,
  ),
  release: file.prepare(`UPDATE lease SET holder = NULL WHERE name = 'relay' AND epoch = ? AND holder = ?`),
});
