import type { ClientState } from '@tandem/contracts';
import type { Sid } from '@tandem/kernel';

/** The latest state of one Client as provisioning serves it. */
export interface ClientRow {
  readonly sid: Sid;
  readonly accountSid: Sid;
  readonly domain: string;
  readonly version: number;
  readonly revision: number;
  readonly eventId: string;
  readonly createdRevision: number;
  readonly state: ClientState;
  readonly credentials: string;
  readonly password: string | null;
  readonly requestHmac: string | null;
  /** A deleted one stays as `{deleted, version}`, so that a late write cannot bring it back. */
  readonly deleted: boolean;
}

export interface ClientFilter {
  readonly accountSid: Sid;
  readonly login?: string;
  readonly friendlyName?: string;
  readonly status?: 0 | 1;
}

export interface ClientPageQuery extends ClientFilter {
  /** Only rows created after this revision; 0 for the first page. */
  readonly afterCreatedRevision: number;
  readonly limit: number;
}

/** A projection of the journal; may lag behind it, never runs ahead. */
export interface ReadModel {
  /** Keeps, per sid, the row of the highest version. */
  upsert(rows: readonly ClientRow[]): Promise<void>;
  /** The row, deleted ones too. */
  get(sid: Sid): Promise<ClientRow | null>;
  /** The versions held of these sids; those unknown are left out. */
  versions(sids: readonly Sid[]): Promise<ReadonlyMap<Sid, number>>;
  /** Live rows in creation order (createdRevision). */
  page(query: ClientPageQuery): Promise<readonly ClientRow[]>;
  count(filter: ClientFilter): Promise<number>;
}
