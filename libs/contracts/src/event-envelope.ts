import type { Sid } from '@tandem/kernel';

/** What the events of all resources have in common on the wire (docs/events.md). */
export interface EventEnvelope {
  readonly eventId: string;
  readonly schemaVersion: number;
  readonly sid: Sid;
  readonly accountSid: Sid;
  /** The SIP domain of the account's tree, which is the digest realm too. */
  readonly domain: string;
  /** 1 for the creation, then rising by one. */
  readonly version: number;
  /** The event's global position in the journal. */
  readonly revision: number;
  /** The revision of this resource's creation. */
  readonly createdRevision: number;
  /** ISO 8601, UTC, milliseconds. */
  readonly recordedAt: string;
}
