import type { StatementSync } from 'node:sqlite';
import type { ResourceKind } from '@tandem/contracts';
import type { Sid } from '@tandem/kernel';
import { indexedOf } from '@tandem/journal';
import type { ReadModel, ResourceFilter, ResourcePageQuery, ResourceRow } from '@tandem/journal';
import { parametersOf, RESOURCE_COLUMNS, rowOf } from './resource-record.ts';
import type { ResourceRecord } from './resource-record.ts';
import { countQuery, pageQuery } from './resource-query.ts';
import type { SqliteFile } from './sqlite-file.ts';
import { tableOf, TABLES } from './tables.ts';

const upsertInto = (table: string): string => `
  INSERT INTO ${table} (${RESOURCE_COLUMNS}, name, friendly_name, status) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (sid) DO UPDATE SET
    account_sid = excluded.account_sid, domain = excluded.domain, version = excluded.version,
    revision = excluded.revision, event_id = excluded.event_id, created_revision = excluded.created_revision,
    deleted = excluded.deleted, body = excluded.body, name = excluded.name,
    friendly_name = excluded.friendly_name, status = excluded.status
  WHERE excluded.version > ${table}.version`;

const usersIn = (table: string): string => `
  SELECT ${RESOURCE_COLUMNS} FROM ${table} WHERE sid IN (SELECT sid FROM uses WHERE target = ?) AND deleted = 0
  ORDER BY created_revision LIMIT ?`;

/** The latest state of each resource, in a file of its own that is never synced: the journal can make it again. */
export class SqliteReadModel implements ReadModel {
  readonly #file: SqliteFile;
  readonly #forgetUses: StatementSync;
  readonly #addUse: StatementSync;
  /** One statement for each text: for each table, and for each combination of filters. */
  readonly #statements = new Map<string, StatementSync>();

  constructor(file: SqliteFile) {
    this.#file = file;
    this.#forgetUses = file.prepare('DELETE FROM uses WHERE sid = ?');
    this.#addUse = file.prepare('INSERT INTO uses (target, sid) VALUES (?, ?)');
  }

  async upsert(rows: readonly ResourceRow[]): Promise<void> {
    if (rows.length === 0) return;
    this.#file.transaction('updating the read model', () => {
      for (const row of rows) this.#write(row);
    });
  }

  async get(sid: Sid): Promise<ResourceRow | null> {
    const sql = `SELECT ${RESOURCE_COLUMNS} FROM ${tableOf(sid)} WHERE sid = ?`;
    const record = this.#file.run('reading a resource', () => this.#statement(sql).get(sid));
    return record === undefined ? null : rowOf(record as unknown as ResourceRecord);
  }

  async versions(sids: readonly Sid[]): Promise<ReadonlyMap<Sid, number>> {
    return this.#file.run('reading versions', () => {
      const versions = new Map<Sid, number>();
      for (const sid of sids) {
        const row = this.#statement(`SELECT version FROM ${tableOf(sid)} WHERE sid = ?`).get(sid);
        if (row !== undefined) versions.set(sid, Number(row['version']));
      }
      return versions;
    });
  }

  async page<K extends ResourceKind>(query: ResourcePageQuery<K>): Promise<readonly ResourceRow<K>[]> {
    const { sql, parameters } = pageQuery(query);
    return this.#rows('listing resources', sql, parameters);
  }

  async count(filter: ResourceFilter): Promise<number> {
    const { sql, parameters } = countQuery(filter);
    const row = this.#file.run('counting resources', () => this.#statement(sql).get(...parameters));
    return Number(row?.['count']);
  }

  async users<K extends ResourceKind>(
    kind: K,
    target: Sid,
    limit: number,
  ): Promise<readonly ResourceRow<K>[]> {
    return this.#rows('looking for users', usersIn(TABLES[kind]), [target, limit]);
  }

  #write(row: ResourceRow): void {
    const { changes } = this.#statement(upsertInto(tableOf(row.sid))).run(...parametersOf(row));
    if (Number(changes) === 0) return;
    if (row.version > 1) this.#forgetUses.run(row.sid);
    if (row.deleted) return;
    for (const target of indexedOf(row.state).uses) this.#addUse.run(target, row.sid);
  }

  /** The rows of a kind's table are of that kind. */
  #rows<K extends ResourceKind>(
    what: string,
    sql: string,
    parameters: readonly (string | number)[],
  ): readonly ResourceRow<K>[] {
    const records = this.#file.run(what, () => this.#statement(sql).all(...parameters));
    return records.map((record) => rowOf(record as unknown as ResourceRecord) as ResourceRow<K>);
  }

  #statement(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const prepared = this.#file.prepare(sql);
    this.#statements.set(sql, prepared);
    return prepared;
  }
}
