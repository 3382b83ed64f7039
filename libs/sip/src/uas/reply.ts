import type { Caller, CallTarget } from '../call/call-types.ts';
import { field } from '../headers/header-bag.ts';
import type { HeaderField } from '../headers/header-bag.ts';
import type { BindingEvent } from '../registrar/binding.ts';

/** A final answer, before it is made a message. */
export interface Reply {
  readonly status: number;
  /** Default: the registered phrase. */
  readonly reason?: string | undefined;
  readonly headers: readonly HeaderField[];
  /**
   * Whether the sender has shown that it hears us: it used a nonce of ours. All others are answered statelessly
   * (RFC 3261 §8.2.7): nothing is stored for them, nothing repeated to them, and only so much sent to them.
   */
  readonly proved: boolean;
  /** One of our own words, for counters. */
  readonly why?: string | undefined;
  readonly events?: readonly BindingEvent[];
  /** Instead of an answer a call begins, and this is who calls. */
  readonly caller?: Caller;
  /** The same, for another unit: the phone that it wants rung. */
  readonly leg?: CallTarget;
}

const NO_HEADERS: readonly HeaderField[] = [];

/** A refusal of a stranger. */
export const refusal = (status: number, why: string, ...headers: readonly HeaderField[]): Reply => ({
  status,
  headers,
  proved: false,
  why,
});

/** A refusal of a sender who used a nonce of ours. */
export const provedRefusal = (status: number, why: string, ...headers: readonly HeaderField[]): Reply => ({
  ...refusal(status, why, ...headers),
  proved: true,
});

/** It is being worked on. */
export const TRYING: Reply = { status: 100, headers: NO_HEADERS, proved: true };

/** How long a phone waits when this unit cannot say yet. */
const RETRY_AFTER_S = '5';

/** Not a word against the caller: this unit does not know enough now, another one may. */
export const notYet = (why: string, proved: boolean): Reply => ({
  status: 503,
  headers: [field('Retry-After', RETRY_AFTER_S)],
  proved,
  why,
});

export const plainReply = (status: number, headers: readonly HeaderField[] = NO_HEADERS): Reply => ({
  status,
  headers,
  proved: false,
});
