import { CHAR, COMMA, isChar, LESS, QUESTION, QUOTE, SEMICOLON, SPACE, TAB } from '../text/chars.ts';
import type { Cursor } from '../text/cursor.ts';
import { quote, unquote } from '../text/wire-text.ts';
import { formatUri } from '../uri/format.ts';
import { parseUri } from '../uri/parse.ts';
import { Params } from './params.ts';
import { parseParams } from './parse-params.ts';
import type { NameAddr } from './types.ts';

interface Address {
  readonly display: string | undefined;
  readonly uriText: string;
}

/** The URI between `<` and `>`; the cursor stands at `<`. */
const angled = (cursor: Cursor, display: string | undefined): Address | undefined => {
  if (!cursor.at(LESS)) return cursor.fail('no < after the display name');
  const close = cursor.text.indexOf('>', cursor.pos);
  if (close < 0) return cursor.fail('< not closed');
  const uriText = cursor.text.slice(cursor.pos + 1, close);
  cursor.pos = close + 1;
  return { display, uriText };
};

const isDisplayChar = (code: number): boolean =>
  isChar(code, CHAR.token) || code === SPACE || code === TAB || code >= 0x80;

const endsAddrSpec = (code: number): boolean =>
  code === SEMICOLON || code === COMMA || code === QUESTION || code === SPACE || code === TAB;

/** `*(token LWS)` and then `<`; without `<` it was the beginning of an addr-spec. */
const tokensOrAddrSpec = (cursor: Cursor): Address | undefined => {
  const { text, pos: start } = cursor;
  let end = start;
  while (end < text.length && isDisplayChar(text.charCodeAt(end))) end += 1;
  cursor.pos = end;
  if (cursor.at(LESS)) return angled(cursor, text.slice(start, end).trim());
  // "If the URI is not enclosed in angle brackets, any semicolon-delimited parameters are header-parameters"
  // (RFC 3261 §20), and a URI that holds comma, semicolon or question mark must be enclosed.
  end = start;
  while (end < text.length && !endsAddrSpec(text.charCodeAt(end))) end += 1;
  cursor.pos = end;
  if (cursor.at(QUESTION)) return cursor.fail('? in a URI without <>');
  return { display: undefined, uriText: text.slice(start, end) };
};

const parseAddress = (cursor: Cursor): Address | undefined => {
  if (cursor.at(LESS)) return angled(cursor, undefined);
  if (!cursor.at(QUOTE)) return tokensOrAddrSpec(cursor);
  const quoted = cursor.quoted();
  if (quoted === undefined) return undefined;
  cursor.skipBlanks();
  return angled(cursor, unquote(quoted));
};

/** One `( name-addr / addr-spec ) *( SEMI generic-param )` (RFC 3261 §25.1); stops behind it. */
export const readNameAddr = (cursor: Cursor): NameAddr | undefined => {
  cursor.skipBlanks();
  const address = parseAddress(cursor);
  if (address === undefined) return undefined;
  const uri = parseUri(address.uriText);
  if (!uri.ok) return cursor.fail(uri.error);
  const params = parseParams(cursor);
  if (params === undefined) return undefined;
  return { display: address.display, uri: uri.value, uriText: address.uriText, params };
};

/** A From, To or Contact value to send: always in `<>`, so that URI and header parameters cannot be confused. */
export const formatNameAddr = (value: Pick<NameAddr, 'uri'> & Partial<NameAddr>): string => {
  const display = value.display === undefined ? '' : `${quote(value.display)} `;
  return `${display}<${value.uriText ?? formatUri(value.uri)}>${(value.params ?? Params.none).toString()}`;
};
