import { parseDeltaSeconds } from '../text/numbers.ts';
import { unquote } from '../text/wire-text.ts';
import type { NameAddr } from './types.ts';

const DEFAULT_EXPIRES = 3600;

/**
 * The seconds that a Contact asks for: its `expires` parameter, or undefined when it has none. "Malformed values SHOULD
 * be treated as equivalent to 3600" (RFC 3261 §20.10).
 */
export const contactExpiresOf = (contact: NameAddr): number | undefined =>
  contact.params.has('expires')
    ? (parseDeltaSeconds(contact.params.get('expires') ?? '') ?? DEFAULT_EXPIRES)
    : undefined;

const QVALUE = /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/;

/** The preference among Contacts, 0 to 1. Absent or malformed: 1. */
export const qValueOf = (contact: NameAddr): number => {
  const q = contact.params.get('q') ?? '';
  return QVALUE.test(q) ? Number(q) : 1;
};

/** `+sip.instance` without quotes and angle brackets (RFC 5626 §4.1): the phone's own lasting name. */
export const instanceOf = (contact: NameAddr): string | undefined => {
  const text = contact.params.get('+sip.instance');
  if (text === undefined) return undefined;
  const inner = unquote(text);
  return inner.startsWith('<') && inner.endsWith('>') ? inner.slice(1, -1) : inner;
};

/** The tag parameter of From or To; undefined when there is none. */
export const tagOf = (address: NameAddr): string | undefined => address.params.get('tag');
