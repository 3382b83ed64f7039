/** What a code means to the caller: may the same call succeed later, and what is it about. */
export interface ErrorCodeInfo {
  readonly retryable: boolean;
  readonly summary: string;
}

const code = (retryable: boolean, summary: string): ErrorCodeInfo => ({ retryable, summary });

/**
 * The one catalogue of surprises. Expected outcomes (a taken login, a stale version) are data and not listed here;
 * HTTP and SIP statuses are given at the edge only.
 */
export const ERROR_CODES = {
  CONFIG_INVALID: code(false, 'the configuration has an unknown key or a value out of range'),
  NODE_TOO_OLD: code(false, 'the process was started by an older Node.js than the project pins'),
  PORT_IN_USE: code(false, 'a listener could not bind its address'),
  UNIT_ID_IN_USE: code(false, 'another process runs a unit under the same id'),
  DATA_DIR_LOCKED: code(false, 'another process holds the data directory'),
  DATA_DIR_UNUSABLE: code(false, 'the data directory cannot be written'),
  JOURNAL_UNAVAILABLE: code(true, 'the journal could not be reached or did not answer in time'),
  JOURNAL_CORRUPT: code(false, 'a stored event cannot be read'),
  LOG_UNAVAILABLE: code(true, 'the event log could not be reached or did not answer in time'),
  LOG_FENCED: code(false, 'a newer publisher has taken over the event log'),
  LOG_RECORD_TOO_LARGE: code(false, 'a record is larger than the event log takes'),
  LOG_MISCONFIGURED: code(false, 'a topic is missing or has another partition count than expected'),
  LEASE_LOST: code(true, 'this process is no longer the relay leader'),
  CACHE_CORRUPT: code(true, 'the unit cache file cannot be used and is rebuilt'),
  STORAGE_FULL: code(true, 'the disk is full or read-only'),
  CONTRACT_VIOLATION: code(false, 'a record does not match its published schema'),
  SEAL_UNKNOWN_KEY: code(true, 'a secret is sealed under a key id that this process does not have yet'),
  SEAL_BROKEN: code(false, 'a sealed secret was changed or sealed under another key'),
  LIFECYCLE_ILLEGAL: code(false, 'a lifecycle was asked for a transition it does not have'),
  TIMED_OUT: code(true, 'a bounded wait ended without its condition'),
  CLOSED: code(false, 'the resource was used after it was closed'),
  SIP_UNSERIALIZABLE: code(false, 'a SIP message holds octets that cannot be sent'),
} as const satisfies Record<string, ErrorCodeInfo>;

export type ErrorCode = keyof typeof ERROR_CODES;
