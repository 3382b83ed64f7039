import type { ResourceKind, ResourceStates } from '@tandem/contracts';
import type { Sid } from '@tandem/kernel';

/** The latest state of one resource as provisioning serves it. */
export interface ResourceRow<K extends ResourceKind = ResourceKind> {
  readonly sid: Sid;
  readonly accountSid: Sid;
  readonly domain: string;
  readonly version: number;
  readonly revision: number;
  readonly eventId: string;
  readonly createdRevision: number;
  readonly state: ResourceStates[K];
  readonly credentials: string | null;
  readonly password: string | null;
  readonly requestHmac: string | null;
  /** A deleted one stays as `{deleted, version}`, so that a late write cannot bring it back. */
  readonly deleted: boolean;
}

/** Which resources of an account; of what a kind does not have (`indexedOf`), no row has any. */
export interface ResourceFilter<K extends ResourceKind = ResourceKind> {
  readonly kind: K;
  readonly accountSid: Sid;
  /** What it is reached by: the login of a Client, the phone number of a Number. */
  readonly name?: string;
  readonly friendlyName?: string;
  readonly status?: number;
}

export interface ResourcePageQuery<K extends ResourceKind = ResourceKind> extends ResourceFilter<K> {
  /** Only rows created after this revision; 0 for the first page. */
  readonly afterCreatedRevision: number;
  readonly limit: number;
}

/** A projection of the journal; may lag behind it, never runs ahead. */
export interface ReadModel {
  /** Keeps, per sid, the row of the highest version. */
  upsert(rows: readonly ResourceRow[]): Promise<void>;
  /** The row, deleted ones too. */
  get(sid: Sid): Promise<ResourceRow | null>;
  /** The versions held of these sids; those unknown are left out. */
  versions(sids: readonly Sid[]): Promise<ReadonlyMap<Sid, number>>;
  /** Live rows in creation order (createdRevision). */
  page<K extends ResourceKind>(query: ResourcePageQuery<K>): Promise<readonly ResourceRow<K>[]>;
  count(filter: ResourceFilter): Promise<number>;
  /** Live resources of a kind that name `target` in their state (`indexedOf`), in creation order, at most `limit`. */
  users<K extends ResourceKind>(kind: K, target: Sid, limit: number): Promise<readonly ResourceRow<K>[]>;
}
