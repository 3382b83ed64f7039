import { CHAR, isChar } from '../text/chars.ts';
import { encodeText } from '../text/wire-text.ts';

const ESCAPE_LENGTH = 3;

/** Whether every `%` in `text` begins `%HH`. */
export const hasWholeEscapes = (text: string): boolean => {
  let at = text.indexOf('%');
  while (at >= 0) {
    if (!isChar(text.charCodeAt(at + 1), CHAR.hex) || !isChar(text.charCodeAt(at + 2), CHAR.hex))
      return false;
    at = text.indexOf('%', at + ESCAPE_LENGTH);
  }
  return true;
};

const mapEscapes = (text: string, replace: (code: number, escape: string) => string): string => {
  let from = text.indexOf('%');
  if (from < 0) return text;
  let result = text.slice(0, from);
  while (from >= 0) {
    const escape = text.slice(from, from + ESCAPE_LENGTH);
    result += replace(Number.parseInt(escape.slice(1), 16), escape);
    const next = text.indexOf('%', from + ESCAPE_LENGTH);
    result += text.slice(from + ESCAPE_LENGTH, next < 0 ? text.length : next);
    from = next;
  }
  return result;
};

/** `reserved` of RFC 2396 §2.2: their escaped and plain forms are different URIs. */
const RESERVED = ';/?:@&=+$,';

/**
 * The form in which two parts of a URI are equal exactly when RFC 3261 §19.1.4 says so: escapes of unreserved characters
 * are undone, the others written in upper case. Takes only text that a URI parser accepted.
 */
export const normalizeEscapes = (text: string): string =>
  mapEscapes(text, (code, escape) => {
    const plain = String.fromCharCode(code);
    return code > 0x20 && code < 0x7f && !RESERVED.includes(plain) && plain !== '%'
      ? plain
      : escape.toUpperCase();
  });

/**
 * A user part with all escapes undone, as UTF-8 octets held in Latin-1: `a%40b` and `a@b` name the same login. The result
 * may hold any octet, NUL and line breaks included: for comparing with logins, never for sending.
 */
export const unescapeUser = (user: string): string => mapEscapes(user, (code) => String.fromCharCode(code));

/** Characters of the class that mean something else unescaped: an escape, a password, or no user character at all. */
const ALWAYS_ESCAPED = '%:#';

/** `text` as the user part of a URI: what may not stand there is escaped, UTF-8 octet by octet. */
export const escapeUser = (text: string): string => {
  let escaped = '';
  for (const character of encodeText(text)) {
    const code = character.charCodeAt(0);
    escaped +=
      isChar(code, CHAR.user) && !ALWAYS_ESCAPED.includes(character)
        ? character
        : `%${code.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return escaped;
};
