import { cseqOf } from '../headers/accessors.ts';
import { field, HeaderBag } from '../headers/header-bag.ts';
import type { HeaderField } from '../headers/header-bag.ts';
import type { HeaderKey } from '../headers/header-key.ts';
import type { SipRequest, SipResponse } from '../message/types.ts';

const MAX_FORWARDS = 70;

/**
 * The ACK of a refused INVITE (RFC 3261 §17.1.1.3): "Call-ID, From, and Request-URI … equal to the values of those header
 * fields in the request", the top Via alone, To as the response has it, CSeq with the same number, and the same Route.
 */
export const ackOf = (invite: SipRequest, response: SipResponse): SipRequest => {
  const copied = (key: HeaderKey): readonly HeaderField[] => {
    const item = invite.headers.firstField(key);
    return item === undefined ? [] : [item];
  };
  const to = response.headers.firstField('to') ?? invite.headers.firstField('to');
  const cseq = cseqOf(invite);
  return {
    kind: 'request',
    method: 'ACK',
    requestUri: invite.requestUri,
    headers: new HeaderBag([
      ...copied('via'),
      field('Max-Forwards', String(MAX_FORWARDS)),
      ...copied('from'),
      ...(to === undefined ? [] : [to]),
      ...copied('call-id'),
      field('CSeq', `${cseq.ok ? cseq.value.number : 0} ACK`),
      ...invite.headers.fields.filter(({ key }) => key === 'route'),
    ]),
    body: Buffer.alloc(0),
  };
};
