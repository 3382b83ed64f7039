import { acceptOf, contentTypeOf, requireOf } from '../headers/accessors.ts';
import { field } from '../headers/header-bag.ts';
import type { HeaderField } from '../headers/header-bag.ts';
import { refuseFault } from '../message/refusal.ts';
import type { CheckedRequest } from '../message/validate-request.ts';
import { refusal } from './reply.ts';
import type { Reply } from './reply.ts';

/** The methods that this element takes part in; `405` and OPTIONS tell them. */
export const ALLOW = field('Allow', 'INVITE, ACK, CANCEL, BYE, OPTIONS, REGISTER');

const SDP = 'application/sdp';
const ACCEPT_SDP = field('Accept', SDP);
/** Media ranges that SDP is in. */
const SDP_RANGES: readonly string[] = [SDP, 'application/*', '*/*'];

/** What OPTIONS tells of this element (RFC 3261 §11.2), kept short. */
export const CAPABILITIES: readonly HeaderField[] = [ALLOW, ACCEPT_SDP];

const malformed = (fault: Parameters<typeof refuseFault>[0]): Reply => {
  const { status, reason, why } = refuseFault(fault);
  return { ...refusal(status, why), reason };
};

/**
 * "If a UAS does not understand an option-tag listed in a Require header field, it MUST respond with 420 and add an
 * Unsupported header field" (RFC 3261 §8.2.2.3). Nothing is required of us that we have. `Proxy-Require` is for proxies.
 */
export const inspectRequire = ({ request }: CheckedRequest): Reply | undefined => {
  if (!request.headers.has('require')) return undefined;
  const required = requireOf(request);
  if (!required.ok) return malformed(required.error);
  return required.value.length === 0
    ? undefined
    : refusal(420, 'extension', field('Unsupported', required.value.join(', ')));
};

/** A body that cannot be understood: 415 with what can (RFC 3261 §8.2.3). */
const inspectBody = ({ request }: CheckedRequest): Reply | undefined => {
  if (request.body.length === 0) return undefined;
  const encoding = request.headers.first('content-encoding');
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') {
    return refusal(415, 'content-encoding', field('Accept-Encoding', 'identity'));
  }
  const type = contentTypeOf(request);
  if (!type.ok) return malformed(type.error);
  return type.value?.type === SDP ? undefined : refusal(415, 'content-type', ACCEPT_SDP);
};

/** Whether the caller takes the only kind of answer there is, a session description (RFC 3261 §20.1, §21.4.7). */
const inspectAccept = ({ request }: CheckedRequest): Reply | undefined => {
  if (!request.headers.has('accept')) return undefined;
  const accept = acceptOf(request);
  if (!accept.ok) return malformed(accept.error);
  if (accept.value?.some(({ type }) => SDP_RANGES.includes(type)) ?? true) return undefined;
  return refusal(406, 'accept', ACCEPT_SDP);
};

/** The body of an INVITE and of its answer; without a body the offer comes later (RFC 3264). */
export const inspectSession = (checked: CheckedRequest): Reply | undefined =>
  inspectBody(checked) ?? inspectAccept(checked);
