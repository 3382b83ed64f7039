import { isCreation } from '@tandem/contracts';
import type { Lane, ResourceEvent } from '@tandem/contracts';
import type { Sid } from '@tandem/kernel';
import { GATE_MS, lookupName } from '@tandem/unit';
import type { HeldTable, HeldVersion } from '@tandem/unit';
import type { Database, Row, Statement } from '../database/database.ts';

const ROW = 'sid, version, lane, revision, type, recorded_at, due, event';

const toHeld = (row: Row): HeldVersion => ({
  sid: String(row['sid']),
  version: Number(row['version']),
  lane: Number(row['lane']),
  revision: Number(row['revision']),
  type: String(row['type']),
  recordedAt: Number(row['recorded_at']),
  due: Number(row['due']),
  event: row['event'] === null ? null : (JSON.parse(String(row['event'])) as ResourceEvent),
});

const numberOrNull = (row: Row | undefined): number | null => {
  const value = row?.['value'];
  return typeof value === 'number' ? value : null;
};

export class SqliteHeldTable implements HeldTable {
  readonly #put: Statement;
  readonly #of: Statement;
  readonly #byName: Statement;
  readonly #due: Statement;
  readonly #drop: Statement;
  readonly #next: Statement;
  readonly #lowest: Statement;
  readonly #shift: Statement;
  readonly #openGate: Statement;
  readonly #sids: Statement;
  readonly #count: Statement;

  constructor(database: Database) {
    this.#count = database.prepare('SELECT count(*) AS value FROM held');
    this.#put = database.prepare(
      `INSERT OR REPLACE INTO held (${ROW}, domain, name) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#of = database.prepare(`SELECT ${ROW} FROM held WHERE sid = ? ORDER BY version`);
    this.#byName = database.prepare(`
      SELECT ${ROW} FROM held WHERE domain = ? AND name = ?
      ORDER BY revision DESC LIMIT 1`);
    this.#due = database.prepare(`SELECT ${ROW} FROM held WHERE due <= ? ORDER BY due, version LIMIT ?`);
    this.#drop = database.prepare('DELETE FROM held WHERE sid = ? AND version <= ?');
    this.#next = database.prepare('SELECT min(due) AS value FROM held');
    this.#lowest = database.prepare('SELECT min(revision) AS value FROM held WHERE lane = ?');
    this.#shift = database.prepare('UPDATE held SET due = due + ?');
    this.#openGate = database.prepare(
      'UPDATE held SET due = due - ?1 WHERE lane = ?2 AND revision <= ?3 AND due >= ?1',
    );
    this.#sids = database.prepare('SELECT DISTINCT sid FROM held');
  }

  put({ event, ...held }: HeldVersion): void {
    this.#put.run(
      held.sid,
      held.version,
      held.lane,
      held.revision,
      held.type,
      held.recordedAt,
      held.due,
      event === null ? null : JSON.stringify(event),
      event?.domain ?? null,
      // A creation alone is looked for by its name: what follows is held beside what is served under it.
      event !== null && isCreation(held.type) ? lookupName(event) : null,
    );
  }

  of(sid: Sid): readonly HeldVersion[] {
    return this.#of.all(sid).map(toHeld);
  }

  byName(domain: string, name: string): HeldVersion | null {
    const row = this.#byName.get(domain, name);
    return row === undefined ? null : toHeld(row);
  }

  due(now: number, limit: number): readonly HeldVersion[] {
    return this.#due.all(now, limit).map(toHeld);
  }

  drop(sid: Sid, upTo: number): number {
    return this.#drop.run(sid, upTo);
  }

  nextDue(): number | null {
    return numberOrNull(this.#next.get());
  }

  lowestRevision(lane: Lane): number | null {
    return numberOrNull(this.#lowest.get(lane));
  }

  openGate(lane: Lane, upTo: number): number {
    return this.#openGate.run(GATE_MS, lane, upTo);
  }

  shift(ms: number): void {
    this.#shift.run(ms);
  }

  sids(): readonly Sid[] {
    return this.#sids.all().map((row) => String(row['sid']));
  }

  count(): number {
    return Number(this.#count.get()?.['value']);
  }
}
