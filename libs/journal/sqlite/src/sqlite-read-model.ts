import type { StatementSync } from 'node:sqlite';
import type { Sid } from '@tandem/kernel';
import type { ClientFilter, ClientPageQuery, ClientRow, ReadModel } from '@tandem/journal';
import { CLIENT_COLUMNS, parametersOf, rowOf } from './client-record.ts';
import type { ClientRecord } from './client-record.ts';
import { countQuery, pageQuery } from './client-query.ts';
import type { SqliteFile } from './sqlite-file.ts';

const UPSERT = `
  INSERT INTO clients (${CLIENT_COLUMNS}, login, friendly_name, status) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (sid) DO UPDATE SET
    account_sid = excluded.account_sid, domain = excluded.domain, version = excluded.version,
    revision = excluded.revision, event_id = excluded.event_id, created_revision = excluded.created_revision,
    deleted = excluded.deleted, body = excluded.body, login = excluded.login,
    friendly_name = excluded.friendly_name, status = excluded.status
  WHERE excluded.version > clients.version`;

/** The latest state of each Client, in a file of its own that is never synced: the journal can make it again. */
export class SqliteReadModel implements ReadModel {
  readonly #file: SqliteFile;
  readonly #upsert: StatementSync;
  readonly #get: StatementSync;
  readonly #version: StatementSync;
  /** One statement for each combination of filters. */
  readonly #queries = new Map<string, StatementSync>();

  constructor(file: SqliteFile) {
    this.#file = file;
    this.#upsert = file.prepare(UPSERT);
    this.#get = file.prepare(`SELECT ${CLIENT_COLUMNS} FROM clients WHERE sid = ?`);
    this.#version = file.prepare('SELECT version FROM clients WHERE sid = ?');
  }

  async upsert(rows: readonly ClientRow[]): Promise<void> {
    if (rows.length === 0) return;
    this.#file.transaction('updating the read model', () => {
      for (const row of rows) this.#upsert.run(...parametersOf(row));
    });
  }

  async get(sid: Sid): Promise<ClientRow | null> {
    const record = this.#file.run('reading a Client', () => this.#get.get(sid)) as ClientRecord | undefined;
    return record === undefined ? null : rowOf(record);
  }

  async versions(sids: readonly Sid[]): Promise<ReadonlyMap<Sid, number>> {
    return this.#file.run('reading versions', () => {
      const versions = new Map<Sid, number>();
      for (const sid of sids) {
        const row = this.#version.get(sid) as { readonly version: number } | undefined;
        if (row !== undefined) versions.set(sid, row.version);
      }
      return versions;
    });
  }

  async page(query: ClientPageQuery): Promise<readonly ClientRow[]> {
    const { sql, parameters } = pageQuery(query);
    const records = this.#file.run('listing Clients', () => this.#query(sql).all(...parameters));
    return records.map((record) => rowOf(record as unknown as ClientRecord));
  }

  async count(filter: ClientFilter): Promise<number> {
    const { sql, parameters } = countQuery(filter);
    const row = this.#file.run('counting Clients', () => this.#query(sql).get(...parameters));
    return Number(row?.['count']);
  }

  #query(sql: string): StatementSync {
    const known = this.#queries.get(sql);
    if (known !== undefined) return known;
    const prepared = this.#file.prepare(sql);
    this.#queries.set(sql, prepared);
    return prepared;
  }
}
