import type { Sid } from '@tandem/kernel';
import type { ParkedTable, ParkedVersion } from '@tandem/unit';
import type { Database, Row, Statement } from '../database/database.ts';

const ROW = 'sid, topic, partition, offset, version, revision, type, problem, detail, at';

const toParked = (row: Row): ParkedVersion => ({
  sid: String(row['sid']),
  topic: String(row['topic']),
  partition: Number(row['partition']),
  offset: Number(row['offset']),
  version: Number(row['version']),
  revision: Number(row['revision']),
  type: String(row['type']),
  problem: String(row['problem']),
  detail: String(row['detail']),
  at: Number(row['at']),
});

export class SqliteParkedTable implements ParkedTable {
  readonly #put: Statement;
  readonly #get: Statement;
  readonly #drop: Statement;
  readonly #all: Statement;
  readonly #count: Statement;

  constructor(database: Database) {
    this.#count = database.prepare('SELECT count(*) AS value FROM parked');
    this.#put = database.prepare(
      `INSERT OR REPLACE INTO parked (${ROW}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#get = database.prepare(`SELECT ${ROW} FROM parked WHERE sid = ?`);
    this.#drop = database.prepare('DELETE FROM parked WHERE sid = ?');
    this.#all = database.prepare(`SELECT ${ROW} FROM parked ORDER BY sid LIMIT ?`);
  }

  put({ sid, topic, partition, offset, version, revision, type, problem, detail, at }: ParkedVersion): void {
    this.#put.run(sid, topic, partition, offset, version, revision, type, problem, detail, at);
  }

  get(sid: Sid): ParkedVersion | null {
    const row = this.#get.get(sid);
    return row === undefined ? null : toParked(row);
  }

  drop(sid: Sid): boolean {
    return this.#drop.run(sid) > 0;
  }

  all(limit: number): readonly ParkedVersion[] {
    return this.#all.all(limit).map(toParked);
  }

  count(): number {
    return Number(this.#count.get()?.['value']);
  }
}
