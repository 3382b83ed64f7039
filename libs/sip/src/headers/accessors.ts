import { ok } from '@tandem/kernel';
import { defineAccessor } from './accessor.ts';
import { readAuth } from './auth.ts';
import type { HeaderBag } from './header-bag.ts';
import type { HeaderKey } from './header-key.ts';
import { readNameAddr } from './name-addr.ts';
import { listed, malformed, missing, optional, readWhole, required } from './read.ts';
import {
  readCallId,
  readContentLength,
  readCSeq,
  readDate,
  readMaxForwards,
  readMediaType,
  readRetryAfter,
  readSeconds,
} from './simple.ts';
import { readTokens } from './tokens.ts';
import type { AuthValue, Contacts, NameAddr, Parsed, Via } from './types.ts';
import { readTopVia, readVia } from './via.ts';

const parseTopVia = (headers: HeaderBag): Parsed<Via> => {
  const text = headers.first('via');
  return text === undefined ? missing('via') : readWhole('via', text, readTopVia);
};

const parseContacts = (headers: HeaderBag): Parsed<Contacts> => {
  const texts = headers.all('contact');
  if (!texts.includes('*')) return listed(headers, 'contact', readNameAddr);
  // Contact = ("*" / (contact-param *(COMMA contact-param))) (RFC 3261 §25.1)
  return texts.length === 1 ? ok('*') : malformed('contact', '* beside other contacts');
};

const addresses = (header: HeaderKey) =>
  defineAccessor((headers): Parsed<readonly NameAddr[]> => listed(headers, header, readNameAddr));

const tokens = (header: HeaderKey) =>
  defineAccessor((headers): Parsed<readonly string[]> => readTokens(headers, header));

const seconds = (header: HeaderKey) =>
  defineAccessor((headers): Parsed<number | undefined> => optional(headers, header, readSeconds));

/** One result a field: a phone may answer several realms, and one broken field does not spoil the others. */
const authValues = (header: HeaderKey) =>
  defineAccessor((headers): readonly Parsed<AuthValue>[] =>
    headers.all(header).map((text) => readWhole(header, text, readAuth)),
  );

/** The first Via value: the hop that the message came from. Others behind it are not read. */
export const topViaOf = defineAccessor(parseTopVia);
/** All Via values in order, however they are spread over fields. */
export const viasOf = defineAccessor((headers): Parsed<readonly Via[]> => listed(headers, 'via', readVia));

export const fromOf = defineAccessor((headers) => required(headers, 'from', readNameAddr));
export const toOf = defineAccessor((headers) => required(headers, 'to', readNameAddr));
export const callIdOf = defineAccessor((headers) => required(headers, 'call-id', readCallId));
export const cseqOf = defineAccessor((headers) => required(headers, 'cseq', readCSeq));

/** Undefined when absent: RFC 2543 phones leave it out, and 70 is meant (RFC 3261 §16.6). */
export const maxForwardsOf = defineAccessor((headers) => optional(headers, 'max-forwards', readMaxForwards));
/** Undefined when absent; capped at 2^32-1. A malformed value counts as 3600 where RFC 3261 §10.3 says so: the registrar's decision. */
export const expiresOf = seconds('expires');
export const minExpiresOf = seconds('min-expires');
export const retryAfterOf = defineAccessor((headers) => optional(headers, 'retry-after', readRetryAfter));
/** Undefined when absent, which a stream does not allow (RFC 3261 §18.3). */
export const contentLengthOf = defineAccessor((headers) =>
  optional(headers, 'content-length', readContentLength),
);
export const contentTypeOf = defineAccessor((headers) => optional(headers, 'content-type', readMediaType));
export const dateOf = defineAccessor((headers) => optional(headers, 'date', readDate));

export const contactsOf = defineAccessor(parseContacts);
export const routesOf = addresses('route');
export const recordRoutesOf = addresses('record-route');
/** Path (RFC 3327). */
export const pathsOf = addresses('path');

/** Undefined when absent (anything is accepted, RFC 3261 §20.1); an empty list when empty (nothing is). */
export const acceptOf = defineAccessor((headers) => {
  const texts = headers.all('accept');
  if (texts.length === 0) return ok(undefined);
  return texts.every((text) => text === '') ? ok([]) : listed(headers, 'accept', readMediaType);
});
export const allowOf = tokens('allow');
export const requireOf = tokens('require');
export const proxyRequireOf = tokens('proxy-require');
export const supportedOf = tokens('supported');
export const unsupportedOf = tokens('unsupported');

export const authorizationsOf = authValues('authorization');
export const proxyAuthorizationsOf = authValues('proxy-authorization');
export const wwwAuthenticatesOf = authValues('www-authenticate');
export const proxyAuthenticatesOf = authValues('proxy-authenticate');
