import type { EventTypeOf, ResourceKind, ResourceStates } from '@tandem/contracts';
import type { Sid } from '@tandem/kernel';

/** The stream of revisions that were taken and never used (design §2a, gaps). */
export const NOOP_STREAM = '$noop';

/** What an event stores of its resource. Secrets only sealed. */
export interface ResourcePayload<K extends ResourceKind = ResourceKind> {
  readonly domain: string;
  /** Names of the fields that the event changed. */
  readonly changed: readonly string[];
  /** The whole state after the event; for a delete the last one. */
  readonly state: ResourceStates[K];
  /** A Client's HA1 digests, sealed; null for what authenticates nobody. */
  readonly credentials: string | null;
  /** A Client's readable password, sealed; null with PASSWORD_READBACK=off, and for other resources. */
  readonly password: string | null;
}

export interface EventMetadata {
  /** HMAC of the request that an Idempotency-Key stood for, hexadecimal. */
  readonly requestHmac?: string;
  /** W3C trace context of the write. */
  readonly traceparent?: string;
}

/** An event that a decision wants to append. */
export interface NewEvent<K extends ResourceKind = ResourceKind> {
  readonly eventId: string;
  readonly stream: Sid;
  /** 1 for the first; the expected version is one less. */
  readonly version: number;
  /** Revision and id of this stream's version before; 0 and null for the first. */
  readonly previousRevision: number;
  readonly previousEventId: string | null;
  /** The revision of the stream's first event; 0 for that event itself. */
  readonly createdRevision: number;
  readonly type: EventTypeOf<K>;
  readonly accountSid: Sid;
  /** Milliseconds since the Unix epoch. */
  readonly recordedAt: number;
  /** A name that must be unique among all claims, as `login:{owner account}/{login}`; null claims only the revision. */
  readonly claim: string | null;
  readonly payload: ResourcePayload<K>;
  readonly metadata: EventMetadata;
}

/** A stored event of a resource. */
export interface JournalEvent<K extends ResourceKind = ResourceKind> extends NewEvent<K> {
  readonly kind: 'event';
  readonly revision: number;
}

/** A revision that no event took, nor ever will. */
export interface JournalNoop {
  readonly kind: 'noop';
  readonly revision: number;
}

export type JournalEntry = JournalEvent | JournalNoop;

/** The creation's revision as the stored event gives it (its own for the first). */
export const createdRevisionOf = (event: JournalEvent): number =>
  event.createdRevision === 0 ? event.revision : event.createdRevision;
