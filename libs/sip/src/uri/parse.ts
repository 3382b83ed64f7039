import { err, ok } from '@tandem/kernel';
import type { Result } from '@tandem/kernel';
import { hasRepeatedName } from '../headers/parse-params.ts';
import { Params } from '../headers/params.ts';
import type { Param } from '../headers/params.ts';
import { allChars, CHAR, COLON, QUESTION } from '../text/chars.ts';
import { isEscapedText } from './escapes.ts';
import { hostEnd, parsePort } from './host.ts';
import type { HostPort } from './host.ts';
import type { OpaqueUri, SipUri, TelUri, Uri } from './types.ts';

type UriResult = Result<Uri, string>;

const malformed = (why: string): { readonly ok: false; readonly error: string } => err(why);

/** `;name=value` parts of a URI: no blanks, escapes whole, no name twice. Undefined when any is wrong. */
const parseUriParams = (text: string): Params | undefined => {
  if (text === '') return Params.none;
  const list: Param[] = [];
  for (const part of text.slice(1).split(';')) {
    const equals = part.indexOf('=');
    const name = equals < 0 ? part : part.slice(0, equals);
    const value = equals < 0 ? undefined : part.slice(equals + 1);
    if (name === '' || value === '' || !isEscapedText(part, CHAR.uriParam)) return undefined;
    list.push({ name, value });
  }
  return hasRepeatedName(list) ? undefined : new Params(list);
};

interface UserInfo {
  readonly user: string | undefined;
  readonly password: string | undefined;
}

const NO_USER: UserInfo = { user: undefined, password: undefined };

const parseUserInfo = (text: string): UserInfo | undefined => {
  if (!isEscapedText(text, CHAR.user)) return undefined;
  const colon = text.indexOf(':');
  if (colon < 0) return text === '' ? undefined : { user: text, password: undefined };
  return colon === 0 ? undefined : { user: text.slice(0, colon), password: text.slice(colon + 1) };
};

const parseHostPort = (text: string): HostPort | undefined => {
  const end = hostEnd(text, 0);
  if (end < 0) return undefined;
  if (end === text.length) return { host: text, port: undefined };
  const port = text.charCodeAt(end) === COLON ? parsePort(text.slice(end + 1)) : undefined;
  return port === undefined ? undefined : { host: text.slice(0, end), port };
};

/** The first `;` or `?`, else the end. */
const hostPortEnd = (text: string, from: number): number => {
  for (let i = from; i < text.length; i += 1) {
    const character = text[i];
    if (character === ';' || character === '?') return i;
  }
  return text.length;
};

/** What follows the scheme. `@` cannot stand unescaped anywhere else, so `;` and `?` before it belong to the user. */
const parseSip = (scheme: SipUri['scheme'], rest: string): UriResult => {
  const at = rest.indexOf('@');
  const userInfo = at < 0 ? NO_USER : parseUserInfo(rest.slice(0, at));
  if (userInfo === undefined) return malformed('user part');
  const end = hostPortEnd(rest, at + 1);
  const hostPort = parseHostPort(rest.slice(at + 1, end));
  if (hostPort === undefined) return malformed('host or port');
  const question = end === rest.length ? -1 : rest.indexOf('?', end);
  const params = parseUriParams(rest.slice(end, question < 0 ? rest.length : question));
  if (params === undefined) return malformed('URI parameter');
  const headers = question < 0 ? undefined : rest.slice(question + 1);
  if (headers === '' || (headers !== undefined && !isEscapedText(headers, CHAR.uriParam | CHAR.user))) {
    return malformed('URI header');
  }
  const uri: SipUri = { scheme, ...userInfo, ...hostPort, params, headers };
  return ok(uri);
};

const TEL = /^(?:\+[-.()]*\d[\d().-]*|[-.()]*[\da-fA-F*#][\da-fA-F*#().-]*)$/;
const MAX_TEL = 64;

const parseTel = (rest: string): UriResult => {
  const end = hostPortEnd(rest, 0);
  const number = rest.slice(0, end);
  if (number.length > MAX_TEL || !TEL.test(number)) return malformed('telephone number');
  const params = rest.charCodeAt(end) === QUESTION ? undefined : parseUriParams(rest.slice(end));
  if (params === undefined) return malformed('URI parameter');
  const uri: TelUri = { scheme: 'tel', number, params };
  return ok(uri);
};

/** ALPHA *( ALPHA / DIGIT / "+" / "-" / "." ) (RFC 2396 §3.1), of a length that a registry could hold. */
const SCHEME = /^[a-z][a-z0-9+.-]{0,63}$/i;

const parseOther = (text: string, colon: number): UriResult => {
  const rest = text.slice(colon + 1);
  if (rest === '' || !allChars(rest, CHAR.visible) || /[<>"]/.test(rest)) return malformed('absolute URI');
  const uri: OpaqueUri = { scheme: 'other', name: text.slice(0, colon).toLowerCase(), rest };
  return ok(uri);
};

/**
 * Reads a URI that is all of `text`. sip and sips by RFC 3261 §25.1, tel by RFC 3966; any other scheme is kept unread.
 * The error names the part that is wrong. Linear in the length of `text`; nothing is unescaped.
 */
export const parseUri = (text: string): UriResult => {
  const colon = text.indexOf(':');
  if (colon <= 0) return malformed('no scheme');
  switch (text.slice(0, colon).toLowerCase()) {
    case 'sip':
      return parseSip('sip', text.slice(colon + 1));
    case 'sips':
      return parseSip('sips', text.slice(colon + 1));
    case 'tel':
      return parseTel(text.slice(colon + 1));
    default:
      return SCHEME.test(text.slice(0, colon)) ? parseOther(text, colon) : malformed('scheme');
  }
};
