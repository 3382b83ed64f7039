import type { Sid } from '@tandem/kernel';

/**
 * Value on `tandem.registrations`: which unit to ask for a phone (not whether the phone is alive).
 * Key = `{clientSid}/{bindingKey}`; a tombstone means that the binding disappeared. The last record wins.
 */
export interface RegistrationRecord {
  readonly clientSid: Sid;
  /** `+sip.instance` value, else the Contact URI. */
  readonly bindingKey: string;
  /** address-of-record, `login@sip_domain`. */
  readonly aor: string;
  readonly contact: string;
  readonly unit: string;
  /** Where that unit takes calls for the phone, `host:port` over TCP; absent: it does not say. */
  readonly unitAddress?: string;
  readonly transport: 'udp' | 'tcp' | 'tls' | 'ws' | 'wss';
  /** The phone's source address as the unit sees it, `host:port`. */
  readonly source: string;
  readonly userAgent: string | null;
  /** ISO 8601, UTC. */
  readonly registeredAt: string;
  readonly expiresAt: string;
}

export const registrationKey = (clientSid: Sid, bindingKey: string): string => `${clientSid}/${bindingKey}`;
