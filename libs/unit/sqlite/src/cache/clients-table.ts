import type { ClientEvent } from '@tandem/contracts';
import type { Sid } from '@tandem/kernel';
import type { ClientRow, ClientTable, ReceivedVersion, VisibleClient } from '@tandem/unit';
import type { Database, Row, Statement } from '../database/database.ts';

const ROW =
  'sid, partition, received_version, received_event_id, received_revision, deleted, version, revision, domain, login';

const toRow = (row: Row): ClientRow => ({
  sid: String(row['sid']),
  partition: Number(row['partition']),
  received: {
    version: Number(row['received_version']),
    eventId: String(row['received_event_id']),
    revision: Number(row['received_revision']),
    deleted: row['deleted'] === 1,
  },
  visible:
    row['version'] === null
      ? null
      : {
          version: Number(row['version']),
          revision: Number(row['revision']),
          domain: String(row['domain']),
          login: String(row['login']),
        },
});

const toVisible = (row: Row | undefined): VisibleClient | null =>
  row === undefined
    ? null
    : { event: JSON.parse(String(row['event'])) as ClientEvent, appliedAt: Number(row['applied_at']) };

/** version, revision, created_revision, domain, login, applied_at, event. */
const visibleColumns = ({ event, appliedAt }: VisibleClient): (string | number)[] => [
  event.version,
  event.revision,
  event.createdRevision,
  event.domain,
  event.state.login,
  appliedAt,
  JSON.stringify(event),
];

export class SqliteClientTable implements ClientTable {
  readonly #get: Statement;
  readonly #receive: Statement;
  readonly #appear: Statement;
  readonly #show: Statement;
  readonly #hide: Statement;
  readonly #forget: Statement;
  readonly #visible: Statement;
  readonly #byLogin: Statement;
  readonly #page: Statement;
  readonly #received: Statement;

  constructor(database: Database) {
    this.#get = database.prepare(`SELECT ${ROW} FROM clients WHERE sid = ?`);
    this.#receive = database.prepare(`
      INSERT INTO clients (sid, partition, received_version, received_event_id, received_revision, deleted)
      VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (sid) DO UPDATE SET partition = excluded.partition,
        received_version = excluded.received_version, received_event_id = excluded.received_event_id,
        received_revision = excluded.received_revision, deleted = excluded.deleted`);
    this.#appear = database.prepare(`
      INSERT INTO clients (sid, partition, received_version, received_event_id, received_revision, deleted,
        version, revision, created_revision, domain, login, applied_at, event)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
    this.#show = database.prepare(`
      UPDATE clients SET version = ?, revision = ?, created_revision = ?, domain = ?, login = ?, applied_at = ?,
        event = ?, buried_at = NULL WHERE sid = ?`);
    this.#hide = database.prepare(`
      UPDATE clients SET version = NULL, revision = NULL, created_revision = NULL, domain = NULL, login = NULL,
        applied_at = NULL, event = NULL, buried_at = ? WHERE sid = ?`);
    this.#forget = database.prepare(`
      DELETE FROM clients WHERE sid IN (SELECT sid FROM clients WHERE buried_at < ? ORDER BY buried_at LIMIT ?)`);
    this.#visible = database.prepare(
      'SELECT event, applied_at FROM clients WHERE sid = ? AND version IS NOT NULL',
    );
    this.#byLogin = database.prepare(`
      SELECT event, applied_at FROM clients WHERE domain = ? AND login = ? AND version IS NOT NULL
      ORDER BY created_revision DESC LIMIT 1`);
    this.#page = database.prepare(
      `SELECT ${ROW} FROM clients WHERE sid > ? AND version IS NOT NULL ORDER BY sid LIMIT ?`,
    );
    this.#received = database.prepare(`SELECT ${ROW} FROM clients WHERE sid > ? ORDER BY sid LIMIT ?`);
  }

  get(sid: Sid): ClientRow | null {
    const row = this.#get.get(sid);
    return row === undefined ? null : toRow(row);
  }

  receive(sid: Sid, partition: number, { version, eventId, revision, deleted }: ReceivedVersion): void {
    this.#receive.run(sid, partition, version, eventId, revision, deleted ? 1 : 0);
  }

  appear(client: VisibleClient, partition: number, received: ReceivedVersion): void {
    this.#appear.run(
      client.event.sid,
      partition,
      received.version,
      received.eventId,
      received.revision,
      received.deleted ? 1 : 0,
      ...visibleColumns(client),
    );
  }

  show(client: VisibleClient): void {
    this.#show.run(...visibleColumns(client), client.event.sid);
  }

  hide(sid: Sid, buriedAt: number | null): void {
    this.#hide.run(buriedAt, sid);
  }

  forgetGraves(at: number, limit: number): number {
    return this.#forget.run(at, limit);
  }

  visible(sid: Sid): VisibleClient | null {
    return toVisible(this.#visible.get(sid));
  }

  byLogin(domain: string, login: string): VisibleClient | null {
    return toVisible(this.#byLogin.get(domain, login));
  }

  page(after: Sid, limit: number): readonly ClientRow[] {
    return this.#page.all(after, limit).map(toRow);
  }

  received(after: Sid, limit: number): readonly ClientRow[] {
    return this.#received.all(after, limit).map(toRow);
  }
}
