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

export type ClientDomainEvent = ClientCreated | ClientUpdated | ClientDeleted;

interface Recorded {
  /** Milliseconds since the Unix epoch; never before the Client's event before. */
  readonly at: number;
}

/** A password as an event brings it. */
export interface NewPassword {
  /** null: sealed under a key that this process does not have. */
  readonly credentials: DigestCredentials | null;
  /** Clear, between the decision and its sealing; null in an event that was read back. */
  readonly text: string | null;
}

export interface ClientCreated extends Recorded {
  readonly type: 'ClientCreated';
  readonly domain: string;
  readonly requestHmac: string | null;
  readonly changed: readonly ClientField[];
  readonly state: ClientState;
  readonly password: NewPassword;
}

export interface ClientUpdated extends Recorded {
  readonly type: 'ClientUpdated';
  readonly changed: readonly ClientField[];
  readonly state: ClientState;
  /** null: the password stays. */
  readonly password: NewPassword | null;
}

export interface ClientDeleted extends Recorded {
  readonly type: 'ClientDeleted';
  /** The last one. */
  readonly state: ClientState;
}
