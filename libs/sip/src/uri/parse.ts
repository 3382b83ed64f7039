import { err, ok } from '@tandem/kernel';
import type { Result } from '@tandem/kernel';
import { hasRepeatedName } from '../headers/parse-params.ts';
import { Params } from '../headers/params.ts';
import type { Param } from '../headers/params.ts';
import { AT, CHAR, COLON, QUESTION, SEMICOLON } from '../text/chars.ts';
import { Cursor } from '../text/cursor.ts';
import { hasWholeEscapes } from './escapes.ts';
import { hostEnd, parsePort } from './host.ts';
import type { OpaqueUri, SipUri, TelUri, Uri } from './types.ts';

type UriResult = Result<Uri, string>;

/** `;name=value` parts of a URI: no blanks, escapes whole, no name twice. Undefined when any is wrong. */
const readUriParams = (cursor: Cursor): Params | undefined => {
  if (!cursor.at(SEMICOLON)) return Params.none;
  const list: Param[] = [];
  while (cursor.at(SEMICOLON)) {
    cursor.pos += 1;
    const part = cursor.run(CHAR.uriParam);
    const equals = part.indexOf('=');
    const name = equals < 0 ? part : part.slice(0, equals);
    const value = equals < 0 ? undefined : part.slice(equals + 1);
    if (name === '' || value === '' || !hasWholeEscapes(part)) return cursor.fail('URI parameter');
    list.push({ name, value });
  }
  return hasRepeatedName(list) ? cursor.fail('URI parameter repeated') : new Params(list);
};

interface UserInfo {
  readonly user: string | undefined;
  readonly password: string | undefined;
}

const NO_USER: UserInfo = { user: undefined, password: undefined };

/** `@` cannot stand unescaped anywhere else in a SIP URI, so `;` and `?` before it belong to the user. */
const readUserInfo = (cursor: Cursor): UserInfo | undefined => {
  if (!cursor.text.includes('@', cursor.pos)) return NO_USER;
  const text = cursor.run(CHAR.user);
  if (!cursor.at(AT) || !hasWholeEscapes(text)) return cursor.fail('user part');
  cursor.pos += 1;
  const colon = text.indexOf(':');
  if (text === '' || colon === 0) return cursor.fail('user part');
  return colon < 0
    ? { user: text, password: undefined }
    : { user: text.slice(0, colon), password: text.slice(colon + 1) };
};

const readHost = (cursor: Cursor): string | undefined => {
  const end = hostEnd(cursor.text, cursor.pos);
  if (end < 0) return cursor.fail('host');
  const host = cursor.text.slice(cursor.pos, end);
  cursor.pos = end;
  return host;
};

/** What follows the scheme of a sip or sips URI (RFC 3261 §25.1). */
const readSip = (scheme: SipUri['scheme'], cursor: Cursor): SipUri | undefined => {
  const userInfo = readUserInfo(cursor);
  const host = userInfo && readHost(cursor);
  if (userInfo === undefined || host === undefined) return undefined;
  let port: number | undefined;
  if (cursor.at(COLON)) {
    cursor.pos += 1;
    port = parsePort(cursor.run(CHAR.digit));
    if (port === undefined) return cursor.fail('port');
  }
  const params = readUriParams(cursor);
  if (params === undefined) return undefined;
  let headers: string | undefined;
  if (cursor.at(QUESTION)) {
    cursor.pos += 1;
    headers = cursor.run(CHAR.uriParam | CHAR.user);
    if (headers === '' || !hasWholeEscapes(headers)) return cursor.fail('URI header');
  }
  return { scheme, user: userInfo.user, password: userInfo.password, host, port, params, headers };
};

const TEL = /^(?:\+[-.()]*\d[\d().-]*|[-.()]*[\da-fA-F*#][\da-fA-F*#().-]*)$/;
const MAX_TEL = 64;

const readTel = (cursor: Cursor): TelUri | undefined => {
  const number = cursor.run(CHAR.tel);
  if (number.length > MAX_TEL || !TEL.test(number)) return cursor.fail('telephone number');
  const params = readUriParams(cursor);
  return params && { scheme: 'tel', number, params };
};

/** ALPHA *( ALPHA / DIGIT / "+" / "-" / "." ) (RFC 2396 §3.1), of a length that a registry could hold. */
const SCHEME = /^[a-z][a-z0-9+.-]{0,63}$/i;

const readOther = (name: string, cursor: Cursor): OpaqueUri | undefined => {
  const rest = cursor.run(CHAR.opaque);
  if (!SCHEME.test(name)) return cursor.fail('scheme');
  return rest === '' ? cursor.fail('nothing behind the scheme') : { scheme: 'other', name, rest };
};

const readUri = (scheme: string, cursor: Cursor): Uri | undefined => {
  switch (scheme) {
    case 'sip':
    case 'sips':
      return readSip(scheme, cursor);
    case 'tel':
      return readTel(cursor);
    default:
      return readOther(scheme, cursor);
  }
};

/**
 * Reads a URI that is all of `text`. sip and sips by RFC 3261 §25.1, tel by RFC 3966; any other scheme is kept unread.
 * The error names the part that is wrong. Linear in the length of `text`; nothing is unescaped.
 */
export const parseUri = (text: string): UriResult => {
  const colon = text.indexOf(':');
  if (colon <= 0) return err('no scheme');
  const cursor = new Cursor(text, colon + 1);
  const uri = readUri(text.startsWith('sip:') ? 'sip' : text.slice(0, colon).toLowerCase(), cursor);
  if (uri === undefined) return err(cursor.fault);
  return cursor.done ? ok(uri) : err('characters that a URI cannot hold');
};
