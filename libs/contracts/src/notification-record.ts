import type { Sid } from '@tandem/kernel';

/** Value on `tandem.notifications`: something that went wrong on a call or a text. Key = its sid; it never changes. */
export interface NotificationRecord {
  /** `NO` and 32 hexadecimal digits. */
  readonly sid: Sid;
  readonly accountSid: Sid;
  readonly callSid: Sid | null;
  readonly messageSid: Sid | null;
  readonly level: 'error' | 'warning';
  readonly errorCode: number;
  /** For whoever runs the account; no secrets. */
  readonly messageText: string;
  /** The request to an application that went wrong, and its answer. */
  readonly requestUrl: string | null;
  readonly requestMethod: 'GET' | 'POST' | null;
  /** As a query string. */
  readonly requestVariables: string | null;
  readonly responseHeaders: string | null;
  readonly responseBody: string | null;
  readonly unit: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
}
