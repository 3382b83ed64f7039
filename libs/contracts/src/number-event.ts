import type { Sid } from '@tandem/kernel';
import type { EventEnvelope } from './event-envelope.ts';

export type NumberEventType = 'NumberCreated' | 'NumberUpdated' | 'NumberDeleted';

/** A Number as it stands after an event: what reaches an account from outside. Absent optional values are null. */
export interface NumberState {
  /** E.164 with its `+`, or a short code or SIP name as it stands. */
  readonly phoneNumber: string;
  readonly friendlyName: string;
  /** A short code or SIP name, of no numbering plan. */
  readonly isSip: boolean;
  readonly voiceUrl: string | null;
  readonly voiceMethod: 'GET' | 'POST';
  readonly voiceFallbackUrl: string | null;
  readonly voiceFallbackMethod: 'GET' | 'POST';
  readonly voiceApplicationSid: Sid | null;
  readonly smsUrl: string | null;
  readonly smsMethod: 'GET' | 'POST';
  readonly smsFallbackUrl: string | null;
  readonly smsFallbackMethod: 'GET' | 'POST';
  readonly smsApplicationSid: Sid | null;
  readonly statusCallback: string | null;
  readonly apiVersion: string;
  /** ISO 8601, UTC. */
  readonly dateCreated: string;
  readonly dateUpdated: string;
}

export type NumberField = keyof NumberState | 'domain';

/** The value of a record on `tandem.numbers`, key = `sid` (docs/events.md). */
export interface NumberEvent extends EventEnvelope {
  readonly type: NumberEventType;
  /** Names of the fields that this event changed; never values. */
  readonly changed: readonly NumberField[];
  /** The whole state; for NumberDeleted the last one. */
  readonly state: NumberState;
}
