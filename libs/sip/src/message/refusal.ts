import type { HeaderFault } from '../headers/types.ts';
import { reasonPhrase } from './status.ts';
import type { Refusal } from './types.ts';

/**
 * A refusal with the status's phrase. For 400 "the Reason-Phrase SHOULD identify the syntax problem in more detail"
 * (RFC 3261 §21.4.1): `why` is our own text, never the sender's.
 */
export const refuse = (status: number, why: string): Refusal => ({
  status,
  reason: status === 400 ? `${reasonPhrase(status)} - ${why}` : reasonPhrase(status),
  why,
});

/** A header that cannot be read, as a 400. */
export const refuseFault = ({ header, why }: HeaderFault): Refusal => refuse(400, `${header}: ${why}`);
