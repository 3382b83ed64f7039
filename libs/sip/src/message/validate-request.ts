import { err, ok } from '@tandem/kernel';
import type { Result } from '@tandem/kernel';
import {
  callIdOf,
  contactsOf,
  contentTypeOf,
  cseqOf,
  dateOf,
  expiresOf,
  fromOf,
  maxForwardsOf,
  toOf,
  topViaOf,
} from '../headers/accessors.ts';
import type { Contacts, CSeq, NameAddr, Via } from '../headers/types.ts';
import { parseUri } from '../uri/parse.ts';
import type { SipUri, TelUri } from '../uri/types.ts';
import { isKnownMethod } from './methods.ts';
import { refuse, refuseFault } from './refusal.ts';
import type { Refusal, SipRequest } from './types.ts';

/** A request whose form is right, with the parts that every element needs. */
export interface CheckedRequest {
  readonly request: SipRequest;
  readonly uri: SipUri | TelUri;
  readonly via: Via;
  readonly from: NameAddr;
  readonly to: NameAddr;
  readonly callId: string;
  readonly cseq: CSeq;
  /** Undefined when the request has none (RFC 2543); 0 is for the element that would forward it to refuse, with 483. */
  readonly maxForwards: number | undefined;
  /** Empty when there is none. */
  readonly contacts: Contacts;
}

/** The Request-URI as this element understands it: sip, sips or tel, without headers (RFC 3261 §19.1.1, table 1). */
const readRequestUri = (text: string): Result<SipUri | TelUri, Refusal> => {
  const uri = parseUri(text);
  if (!uri.ok) return err(refuse(400, `Request-URI: ${uri.error}`));
  switch (uri.value.scheme) {
    case 'other':
      return err(refuse(416, 'the Request-URI has a scheme that is not served'));
    case 'tel':
      return ok(uri.value);
    case 'sip':
    case 'sips':
      return uri.value.headers === undefined
        ? ok(uri.value)
        : err(refuse(400, 'Request-URI: headers are not allowed here'));
  }
};

/** Headers that need not be there, but are refused when they cannot be read. */
const optionalFault = (request: SipRequest): Refusal | undefined => {
  for (const read of [contentTypeOf, dateOf]) {
    const result = read(request);
    if (!result.ok) return refuseFault(result.error);
  }
  // Malformed values of Expires count as 3600 (RFC 3261 §10.3), two of them do not.
  const expires = expiresOf(request);
  return !expires.ok && expires.error.fault === 'repeated' ? refuseFault(expires.error) : undefined;
};

/** The method rules come before those of CSeq: an unknown method is 501 even if CSeq disagrees (RFC 4475 §3.1.2.18). */
const methodFault = (method: string, cseq: CSeq): Refusal | undefined => {
  if (!isKnownMethod(method)) return refuse(501, 'SIP has no such method');
  return cseq.method === method ? undefined : refuse(400, 'cseq: another method than the request');
};

/**
 * What a user agent server checks before it looks at what a request wants (RFC 3261 §8.2, §16.3): mandatory headers there,
 * once and readable, the method known and the one of CSeq, the Request-URI of a scheme that is served. What depends on the
 * element (405, 415, 420, 483, who may do what) is decided behind it. An ACK that fails is dropped: no ACK is answered.
 */
export const validateRequest = (request: SipRequest): Result<CheckedRequest, Refusal> => {
  const via = topViaOf(request);
  if (!via.ok) return err(refuseFault(via.error));
  const from = fromOf(request);
  if (!from.ok) return err(refuseFault(from.error));
  const to = toOf(request);
  if (!to.ok) return err(refuseFault(to.error));
  const callId = callIdOf(request);
  if (!callId.ok) return err(refuseFault(callId.error));
  const cseq = cseqOf(request);
  if (!cseq.ok) return err(refuseFault(cseq.error));
  const maxForwards = maxForwardsOf(request);
  if (!maxForwards.ok) return err(refuseFault(maxForwards.error));
  const wrong = methodFault(request.method, cseq.value) ?? optionalFault(request);
  if (wrong !== undefined) return err(wrong);
  const contacts = contactsOf(request);
  if (!contacts.ok) return err(refuseFault(contacts.error));
  const uri = readRequestUri(request.requestUri);
  if (!uri.ok) return uri;
  return ok({
    request,
    uri: uri.value,
    via: via.value,
    from: from.value,
    to: to.value,
    callId: callId.value,
    cseq: cseq.value,
    maxForwards: maxForwards.value,
    contacts: contacts.value,
  });
};
