/**
 * What a character may be part of, one bit per class, for the 256 values of an octet. One array lookup a character keeps
 * scanning linear; there is no regular expression over what a stranger sent.
 */
export const CHAR = {
  /** token (RFC 3261 §25.1): methods, header and parameter names. */
  token: 1,
  digit: 2,
  hex: 4,
  /** A host name or IPv4 address; `_` is no host name but common in container networks. */
  host: 8,
  /** userinfo of a SIP URI: unreserved, user-unreserved, `%`, `:` and the `#` that phones dial unescaped. */
  user: 16,
  /** `pname=pvalue` of a SIP URI, `%` and further `=` included: flow tokens of other proxies end in `==`. */
  uriParam: 32,
  /** The value of a header parameter without quotes: wider than token / host, as field values are in practice. */
  value: 64,
  /** Visible ASCII and octets above 127. */
  visible: 128,
  /** Visible, but for `<`, `>` and `"`: what follows a scheme that is not ours. */
  opaque: 256,
  /** A telephone number with its visual separators (RFC 3966 §3). */
  tel: 512,
} as const;

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const DIGITS = '0123456789';
const MARK = "-_.!~*'()";

const table = new Uint16Array(256);

const mark = (bit: number, characters: string): void => {
  for (let i = 0; i < characters.length; i += 1) {
    const code = characters.charCodeAt(i);
    table[code] = (table[code] ?? 0) | bit;
  }
};

const range = (from: number, to: number): string =>
  String.fromCharCode(...Array.from({ length: to - from + 1 }, (_, i) => from + i));

const VISIBLE_ASCII = range(0x21, 0x7e);
const without = (characters: string, dropped: string): string =>
  [...characters].filter((character) => !dropped.includes(character)).join('');

mark(CHAR.token, `${LETTERS}${DIGITS}-.!%*_+\`'~`);
mark(CHAR.digit, DIGITS);
mark(CHAR.hex, `${DIGITS}abcdefABCDEF`);
mark(CHAR.host, `${LETTERS}${DIGITS}-._`);
mark(CHAR.user, `${LETTERS}${DIGITS}${MARK}%&=+$,;?/:#`);
mark(CHAR.uriParam, `${LETTERS}${DIGITS}${MARK}%[]/:&+$=`);
mark(CHAR.value, without(VISIBLE_ASCII, ';,"<>\\'));
mark(CHAR.visible, VISIBLE_ASCII + range(0x80, 0xff));
mark(CHAR.opaque, without(VISIBLE_ASCII, '<>"') + range(0x80, 0xff));
mark(CHAR.tel, `${DIGITS}abcdefABCDEF*#+-.()`);

/** Whether the character code has one of these class bits; false beyond Latin-1 and for NaN. */
export const isChar = (code: number, bits: number): boolean => ((table[code] ?? 0) & bits) !== 0;

/** Whether all of `text` from `from` to before `to` has one of these class bits. True for nothing at all. */
export const allChars = (text: string, bits: number, from = 0, to = text.length): boolean => {
  for (let i = from; i < to; i += 1) if (!isChar(text.charCodeAt(i), bits)) return false;
  return true;
};

/** Whether `text` is a token: at least one token character and no other. */
export const isToken = (text: string): boolean => text.length > 0 && allChars(text, CHAR.token);

export const TAB = 0x09;
export const LF = 0x0a;
export const CR = 0x0d;
export const SPACE = 0x20;
export const QUOTE = 0x22;
export const ASTERISK = 0x2a;
export const COMMA = 0x2c;
export const SLASH = 0x2f;
export const ZERO = 0x30;
export const COLON = 0x3a;
export const SEMICOLON = 0x3b;
export const LESS = 0x3c;
export const EQUALS = 0x3d;
export const QUESTION = 0x3f;
export const AT = 0x40;
export const BRACKET = 0x5b;
export const BACKSLASH = 0x5c;
