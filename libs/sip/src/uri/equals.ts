import type { Params } from '../headers/params.ts';
import { normalizeEscapes } from './escapes.ts';
import { canonicalHost } from './host.ts';
import type { SipUri, TelUri, Uri } from './types.ts';

/** In only one of two URIs, these make them different even with their default value (RFC 3261 §19.1.4). */
const DECISIVE: ReadonlySet<string> = new Set(['user', 'ttl', 'method', 'maddr', 'transport']);

const folded = (text: string): string => normalizeEscapes(text).toLowerCase();

const paramMap = (params: Params): ReadonlyMap<string, string> =>
  new Map([...params].map(({ name, value }) => [folded(name), value === undefined ? '' : folded(value)]));

const paramsEqual = (a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean => {
  const agrees = (one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): boolean =>
    [...one].every(([name, value]) => (other.has(name) ? other.get(name) === value : !DECISIVE.has(name)));
  return agrees(a, b) && agrees(b, a);
};

/** URI headers in any order; all must be in both (RFC 3261 §19.1.4). */
const headerSet = (headers: string | undefined): string =>
  (headers ?? '')
    .split('&')
    .map((part) => {
      const [name = '', ...value] = part.split('=');
      return `${folded(name)}=${normalizeEscapes(value.join('='))}`;
    })
    .sort()
    .join('&');

const sameText = (a: string | undefined, b: string | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && normalizeEscapes(a) === normalizeEscapes(b));

const sipEquals = (a: SipUri, b: SipUri): boolean =>
  a.port === b.port &&
  sameText(a.user, b.user) &&
  sameText(a.password, b.password) &&
  canonicalHost(a.host) === canonicalHost(b.host) &&
  paramsEqual(paramMap(a.params), paramMap(b.params)) &&
  headerSet(a.headers) === headerSet(b.headers);

const telDigits = (number: string): string => number.replace(/[-.()]/g, '').toLowerCase();

/** RFC 3966 §4: separators do not count, parameters must all be the same. */
const telEquals = (a: TelUri, b: TelUri): boolean => {
  const [one, other] = [paramMap(a.params), paramMap(b.params)];
  return (
    telDigits(a.number) === telDigits(b.number) &&
    one.size === other.size &&
    [...one].every(([name, value]) => other.get(name) === value)
  );
};

/**
 * Whether two URIs are the same by RFC 3261 §19.1.4. Not transitive: a URI without parameters equals two that differ in
 * an unknown one, so there is no key to look equal URIs up by.
 */
export const uriEquals = (a: Uri, b: Uri): boolean => {
  switch (a.scheme) {
    case 'other':
      return b.scheme === 'other' && a.name === b.name && a.rest === b.rest;
    case 'tel':
      return b.scheme === 'tel' && telEquals(a, b);
    case 'sip':
    case 'sips':
      return b.scheme === a.scheme && sipEquals(a, b);
  }
};
