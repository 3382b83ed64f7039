import type { CallStatus } from './call-types.ts';

const BUSY: ReadonlySet<number> = new Set([486, 600]);
const NO_ANSWER: ReadonlySet<number> = new Set([408, 480]);
const CANCELED = 487;

/** What a call that nobody took is called afterwards, by its final SIP status. */
export const statusOfRefusal = (sipCode: number): CallStatus => {
  if (BUSY.has(sipCode)) return 'busy';
  if (NO_ANSWER.has(sipCode)) return 'no-answer';
  return sipCode === CANCELED ? 'canceled' : 'failed';
};
