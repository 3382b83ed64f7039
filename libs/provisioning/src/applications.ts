import type { Sid } from '@tandem/kernel';

/** What Clients need to know about Applications. */
export interface Applications {
  /** Whether the account has an Application with this sid. */
  exists(accountSid: Sid, sid: Sid): Promise<boolean>;
}

/** For a system without Applications: a Client cannot name one. */
export const noApplications: Applications = { exists: () => Promise.resolve(false) };
