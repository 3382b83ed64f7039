import type { Sid } from '@tandem/kernel';

/** What has become of a call, in the one spelling that the API shows too. */
export type CallStatus =
  'queued' | 'ringing' | 'in-progress' | 'completed' | 'busy' | 'failed' | 'no-answer' | 'canceled';

export type CallDirection = 'inbound' | 'outbound-dial' | 'outbound-api' | 'client-to-client';

/**
 * Value on `tandem.calls`: one leg of a call, whole, as the unit that carries it knows it. Key = its sid. The last record
 * wins; the one with an `endedAt` is final.
 */
export interface CallRecord {
  /** `CA` and 32 hexadecimal digits. */
  readonly sid: Sid;
  /** The leg that brought this one about. */
  readonly parentCallSid: Sid | null;
  readonly accountSid: Sid;
  /** The calling Client; null for a call from a trunk or the API. */
  readonly clientSid: Sid | null;
  readonly direction: CallDirection;
  readonly from: string;
  readonly to: string;
  /** As the caller dialled it. */
  readonly dialled: string | null;
  /** E.164, where what was dialled is a number. */
  readonly normalised: string | null;
  /** The IncomingPhoneNumber that took it. */
  readonly numberSid: Sid | null;
  readonly trunk: string | null;
  readonly unit: string;
  /** SIP Call-IDs of its dialogs. */
  readonly callIds: readonly string[];
  readonly callerName: string | null;
  readonly forwardedFrom: string | null;
  readonly status: CallStatus;
  /** The final SIP status; null while there is none. */
  readonly sipCode: number | null;
  /** Why it ended as it did, for a human. */
  readonly reason: string | null;
  readonly endedBy: 'caller' | 'callee' | 'unit' | 'api' | null;
  /** ISO 8601, UTC, as all times here: when the unit took it. */
  readonly startedAt: string;
  readonly ringingAt: string | null;
  readonly answeredAt: string | null;
  readonly endedAt: string | null;
  readonly updatedAt: string;
}
