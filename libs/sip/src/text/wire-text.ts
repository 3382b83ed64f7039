import { BACKSLASH } from './chars.ts';

/**
 * Message text is held as Latin-1: one character per octet, so that nothing is lost between reading and sending. These
 * two change between that and ordinary strings at the edges.
 */
export const decodeText = (wire: string): string => Buffer.from(wire, 'latin1').toString('utf8');

export const encodeText = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

/** CR, LF, NUL, and wider characters, which would lose their upper half when written: U+010A would become a line feed. */
const SUSPECT = /[\r\n\0\u0100-\uffff]/;

/** Whether an odd number of backslashes stands before `index`: then the character there is a quoted-pair's second half. */
const isEscaped = (text: string, index: number): boolean => {
  let backslashes = 0;
  while (text.charCodeAt(index - 1 - backslashes) === BACKSLASH) backslashes += 1;
  return backslashes % 2 === 1;
};

/**
 * Where `text` holds what cannot be in one line of a message, or -1: CR, LF, characters above U+00FF, and NUL unless it
 * is the second half of a quoted-pair (RFC 3261 §25.1 allows that one, RFC 4475 §3.1.1.2 sends it).
 */
export const unsafeCharAt = (text: string): number => {
  if (!SUSPECT.test(text)) return -1;
  for (let i = 0; i < text.length; i += 1) {
    if (SUSPECT.test(text.charAt(i)) && !(text.charCodeAt(i) === 0 && isEscaped(text, i))) return i;
  }
  return -1;
};

/** The text of a quoted-string without its quotes and escapes; text without quotes comes back as it is. */
export const unquote = (text: string): string => {
  if (!text.startsWith('"')) return text;
  const inner = text.slice(1, -1);
  return inner.includes('\\') ? inner.replace(/\\([^])/g, '$1') : inner;
};

/** A quoted-string that holds `text`. */
export const quote = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;
