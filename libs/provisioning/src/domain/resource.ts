import type { DigestCredentials, EventTypeOf, ResourceKind, ResourceStates } from '@tandem/contracts';

/** A resource as its events have made it. */
export type Resource<K extends ResourceKind = ResourceKind> = NoResource | LiveResource<K> | DeletedResource;

export interface NoResource {
  readonly kind: 'none';
}

export interface LiveResource<K extends ResourceKind = ResourceKind> {
  readonly kind: 'live';
  readonly version: number;
  /** Of the request that created it under an Idempotency-Key; null without one. */
  readonly requestHmac: string | null;
  /** The SIP domain that it was created in, which is the realm of a Client's digests. */
  readonly domain: string;
  readonly state: ResourceStates[K];
  /** null: it authenticates nobody, or they are sealed under a key that this process does not have. */
  readonly credentials: DigestCredentials | null;
}

/** Final: a sid never returns. */
export interface DeletedResource {
  readonly kind: 'deleted';
  readonly version: number;
  readonly requestHmac: string | null;
}

export const noResource: NoResource = { kind: 'none' };

/** A password as it is decided, before it is sealed. */
export interface NewPassword {
  readonly text: string;
  readonly credentials: DigestCredentials;
}

/** A password as an event that was read back brings it. */
export interface StoredPassword {
  readonly text: null;
  /** null: sealed under a key that this process does not have. */
  readonly credentials: DigestCredentials | null;
}

export type AnyPassword = NewPassword | StoredPassword;

interface Recorded {
  /** Milliseconds since the Unix epoch; never before the resource's event before. */
  readonly at: number;
}

export interface Created<
  K extends ResourceKind = ResourceKind,
  P extends AnyPassword = AnyPassword,
> extends Recorded {
  readonly type: EventTypeOf<K>;
  readonly change: 'created';
  readonly domain: string;
  readonly requestHmac: string | null;
  readonly changed: readonly string[];
  readonly state: ResourceStates[K];
  /** null: a resource without one. */
  readonly password: P | null;
  /** Only of an account: what opens it, as it is stored. */
  readonly tokens?: string;
}

export interface Updated<
  K extends ResourceKind = ResourceKind,
  P extends AnyPassword = AnyPassword,
> extends Recorded {
  readonly type: EventTypeOf<K>;
  readonly change: 'updated';
  readonly changed: readonly string[];
  readonly state: ResourceStates[K];
  /** null: the password stays. */
  readonly password: P | null;
  /** The SIP domain that it is in from now on; absent: the same. */
  readonly domain?: string;
  /** A name that it takes beside those that it holds. */
  readonly claim?: string;
  /** Only of an account: what opens it from now on, given what is stored; absent: the same. */
  readonly tokens?: (stored: string | null) => string;
}

export interface Deleted<K extends ResourceKind = ResourceKind> extends Recorded {
  readonly type: EventTypeOf<K>;
  readonly change: 'deleted';
  /** The last one. */
  readonly state: ResourceStates[K];
}

export type ResourceDomainEvent<K extends ResourceKind = ResourceKind> = Created<K> | Updated<K> | Deleted<K>;
