import type { ClientField, ClientState, DigestCredentials } from '@tandem/contracts';

/** A Client as its events have made it. */
export type Client = NoClient | LiveClient | DeletedClient;

export interface NoClient {
  readonly kind: 'none';
}

export interface LiveClient {
  readonly kind: 'live';
  readonly version: number;
  /** Of the request that created it under an Idempotency-Key; null without one. */
  readonly requestHmac: string | null;
  /** The SIP domain that it was created in, which is the realm of its digests. */
  readonly domain: string;
  readonly state: ClientState;
  /** null: sealed under a key that this process does not have. */
  readonly credentials: DigestCredentials | null;
}

/** Final: a sid never returns. */
export interface DeletedClient {
  readonly kind: 'deleted';
  readonly version: number;
  readonly requestHmac: string | null;
}

export const noClient: Client = { kind: 'none' };

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
  /** Milliseconds since the Unix epoch; never before the Client's event before. */
  readonly at: number;
}

export interface ClientCreated<P extends AnyPassword = AnyPassword> extends Recorded {
  readonly type: 'ClientCreated';
  readonly domain: string;
  readonly requestHmac: string | null;
  readonly changed: readonly ClientField[];
  readonly state: ClientState;
  readonly password: P;
}

export interface ClientUpdated<P extends AnyPassword = AnyPassword> extends Recorded {
  readonly type: 'ClientUpdated';
  readonly changed: readonly ClientField[];
  readonly state: ClientState;
  /** null: the password stays. */
  readonly password: P | null;
}

export interface ClientDeleted extends Recorded {
  readonly type: 'ClientDeleted';
  /** The last one. */
  readonly state: ClientState;
}

export type ClientDomainEvent = ClientCreated | ClientUpdated | ClientDeleted;

/** An event that was just decided: its password, if it brings one, is still clear. */
export type DecidedEvent = ClientCreated<NewPassword> | ClientUpdated<NewPassword> | ClientDeleted;
