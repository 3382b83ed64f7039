import type { Sid } from '@tandem/kernel';
import type { EventEnvelope } from './event-envelope.ts';

export type ClientEventType = 'ClientCreated' | 'ClientUpdated' | 'ClientDeleted';

/** A Client as it stands after an event; no secret in any form. Absent optional values are null. */
export interface ClientState {
  readonly login: string;
  readonly friendlyName: string;
  readonly status: 0 | 1;
  readonly voiceUrl: string | null;
  readonly voiceMethod: 'GET' | 'POST';
  readonly voiceFallbackUrl: string | null;
  readonly voiceFallbackMethod: 'GET' | 'POST';
  readonly voiceApplicationSid: Sid | null;
  readonly apiVersion: string;
  /** ISO 8601, UTC. */
  readonly dateCreated: string;
  readonly dateUpdated: string;
}

/** `domain`: the SIP domain of its account has another name, and the digests another realm. */
export type ClientField = keyof ClientState | 'password' | 'domain';

/** The value of a record on `tandem.clients`, key = `sid` (docs/events.md). */
export interface ClientEvent extends EventEnvelope {
  readonly type: ClientEventType;
  /** Names of the fields that this event changed, `password` among them; never values. */
  readonly changed: readonly ClientField[];
  /** The whole state; for ClientDeleted the last one. */
  readonly state: ClientState;
  /** HA1 digests sealed under a key id (`sealCredentials`); null for ClientDeleted. */
  readonly credentials: string | null;
}
