import type { Lane, ResourceEvent } from '@tandem/contracts';
import type { Sid } from '@tandem/kernel';
import { lookupName } from '@tandem/unit';
import type { ReceivedVersion, ResourceRow, ResourceTable, VisibleResource } from '@tandem/unit';
import type { Database, Row, Statement } from '../database/database.ts';

const ROW =
  'sid, lane, received_version, received_event_id, received_revision, deleted, version, revision, domain, name';

const toRow = (row: Row): ResourceRow => ({
  sid: String(row['sid']),
  lane: Number(row['lane']),
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
          name: String(row['name']),
        },
});

const toVisible = (row: Row | undefined): VisibleResource | null =>
  row === undefined
    ? null
    : { event: JSON.parse(String(row['event'])) as ResourceEvent, appliedAt: Number(row['applied_at']) };

/** version, revision, created_revision, domain, name, applied_at, event. */
const visibleColumns = ({ event, appliedAt }: VisibleResource): (string | number)[] => [
  event.version,
  event.revision,
  event.createdRevision,
  event.domain,
  lookupName(event),
  appliedAt,
  JSON.stringify(event),
];

export class SqliteResourceTable implements ResourceTable {
  readonly #get: Statement;
  readonly #receive: Statement;
  readonly #appear: Statement;
  readonly #show: Statement;
  readonly #hide: Statement;
  readonly #forget: Statement;
  readonly #visible: Statement;
  readonly #byName: Statement;
  readonly #page: Statement;
  readonly #received: Statement;

  constructor(database: Database) {
    this.#get = database.prepare(`SELECT ${ROW} FROM resources WHERE sid = ?`);
    this.#receive = database.prepare(`
      INSERT INTO resources (sid, lane, received_version, received_event_id, received_revision, deleted)
      VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (sid) DO UPDATE SET lane = excluded.lane,
        received_version = excluded.received_version, received_event_id = excluded.received_event_id,
        received_revision = excluded.received_revision, deleted = excluded.deleted`);
    this.#appear = database.prepare(`
      INSERT INTO resources (sid, lane, received_version, received_event_id, received_revision, deleted,
        version, revision, created_revision, domain, name, applied_at, event)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
    this.#show = database.prepare(`
      UPDATE resources SET version = ?, revision = ?, created_revision = ?, domain = ?, name = ?, applied_at = ?,
        event = ?, buried_at = NULL WHERE sid = ?`);
    this.#hide = database.prepare(`
      UPDATE resources SET version = NULL, revision = NULL, created_revision = NULL, domain = NULL, name = NULL,
        applied_at = NULL, event = NULL, buried_at = ? WHERE sid = ?`);
    this.#forget = database.prepare(`
      DELETE FROM resources WHERE sid IN (SELECT sid FROM resources WHERE buried_at < ? ORDER BY buried_at LIMIT ?)`);
    this.#visible = database.prepare(
      'SELECT event, applied_at FROM resources WHERE sid = ? AND version IS NOT NULL',
    );
    this.#byName = database.prepare(`
      SELECT event, applied_at FROM resources WHERE domain = ? AND name = ? AND version IS NOT NULL
      ORDER BY created_revision DESC LIMIT 1`);
    this.#page = database.prepare(
      `SELECT ${ROW} FROM resources WHERE sid > ? AND version IS NOT NULL ORDER BY sid LIMIT ?`,
    );
    this.#received = database.prepare(`SELECT ${ROW} FROM resources WHERE sid > ? ORDER BY sid LIMIT ?`);
  }

  get(sid: Sid): ResourceRow | null {
    const row = this.#get.get(sid);
    return row === undefined ? null : toRow(row);
  }

  receive(sid: Sid, lane: Lane, { version, eventId, revision, deleted }: ReceivedVersion): void {
    this.#receive.run(sid, lane, version, eventId, revision, deleted ? 1 : 0);
  }

  appear(resource: VisibleResource, lane: Lane, received: ReceivedVersion): void {
    this.#appear.run(
      resource.event.sid,
      lane,
      received.version,
      received.eventId,
      received.revision,
      received.deleted ? 1 : 0,
      ...visibleColumns(resource),
    );
  }

  show(resource: VisibleResource): void {
    this.#show.run(...visibleColumns(resource), resource.event.sid);
  }

  hide(sid: Sid, buriedAt: number | null): void {
    this.#hide.run(buriedAt, sid);
  }

  forgetGraves(at: number, limit: number): number {
    return this.#forget.run(at, limit);
  }

  visible(sid: Sid): VisibleResource | null {
    return toVisible(this.#visible.get(sid));
  }

  byName(domain: string, name: string): VisibleResource | null {
    return toVisible(this.#byName.get(domain, name));
  }

  page(after: Sid, limit: number): readonly ResourceRow[] {
    return this.#page.all(after, limit).map(toRow);
  }

  received(after: Sid, limit: number): readonly ResourceRow[] {
    return this.#received.all(after, limit).map(toRow);
  }
}
