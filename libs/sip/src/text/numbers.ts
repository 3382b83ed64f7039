import { CHAR, allChars, ZERO } from './chars.ts';

/** The largest number that CSeq and delta-seconds may have: 2^32-1 (RFC 3261 §8.1.1.5, §20.19). */
export const UINT32_MAX = 0xffff_ffff;

/**
 * Decimal digits as a number, or undefined when there are none or anything else. However many digits: what exceeds
 * `limit` comes out as `limit + 1`, so that a caller can refuse or cap it and nothing wraps round (RFC 4475 §3.1.2.4).
 */
export const parseDigits = (text: string, limit: number): number | undefined => {
  if (text.length === 0 || !allChars(text, CHAR.digit)) return undefined;
  let value = 0;
  for (let i = 0; i < text.length; i += 1) {
    value = value * 10 + (text.charCodeAt(i) - ZERO);
    if (value > limit) return limit + 1;
  }
  return value;
};

/** delta-seconds (RFC 3261 §25.1); what exceeds 2^32-1 is capped there. Undefined when it is no number. */
export const parseDeltaSeconds = (text: string): number | undefined => {
  const value = parseDigits(text, UINT32_MAX);
  return value === undefined ? undefined : Math.min(value, UINT32_MAX);
};
