import type { EventEnvelope } from './event-envelope.ts';

export type ApplicationEventType = 'ApplicationCreated' | 'ApplicationUpdated' | 'ApplicationDeleted';

export type ApplicationKind = 'voice' | 'sms';

/** An Application as it stands after an event: where calls and texts ask what to do. Absent optional values are null. */
export interface ApplicationState {
  readonly friendlyName: string;
  readonly kind: ApplicationKind;
  readonly voiceUrl: string | null;
  readonly voiceMethod: 'GET' | 'POST';
  readonly voiceFallbackUrl: string | null;
  readonly voiceFallbackMethod: 'GET' | 'POST';
  readonly smsUrl: string | null;
  readonly smsMethod: 'GET' | 'POST';
  readonly smsFallbackUrl: string | null;
  readonly smsFallbackMethod: 'GET' | 'POST';
  readonly statusCallback: string | null;
  readonly apiVersion: string;
  /** ISO 8601, UTC. */
  readonly dateCreated: string;
  readonly dateUpdated: string;
}

export type ApplicationField = keyof ApplicationState | 'domain';

/** The value of a record on `tandem.applications`, key = `sid` (docs/events.md). */
export interface ApplicationEvent extends EventEnvelope {
  readonly type: ApplicationEventType;
  /** Names of the fields that this event changed; never values. */
  readonly changed: readonly ApplicationField[];
  /** The whole state; for ApplicationDeleted the last one. */
  readonly state: ApplicationState;
}
