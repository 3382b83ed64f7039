import { contactsOf, cseqOf, fromOf, toOf } from '../headers/accessors.ts';
import { field, HeaderBag } from '../headers/header-bag.ts';
import type { HeaderField } from '../headers/header-bag.ts';
import type { HeaderKey } from '../headers/header-key.ts';
import { formatNameAddr } from '../headers/name-addr.ts';
import { buildRequest } from '../message/build-request.ts';
import type { SipRequest, SipResponse } from '../message/types.ts';

const MAX_FORWARDS = '70';

/**
 * The CANCEL of an INVITE that was sent (RFC 3261 §9.1): "The Request-URI, Call-ID, To, the numeric part of CSeq, and From
 * header fields … MUST be identical", "a single Via header field value matching the top Via", and the same Route.
 */
export const cancelOf = (invite: SipRequest): SipRequest => {
  const copied = (key: HeaderKey): readonly HeaderField[] => {
    const item = invite.headers.firstField(key);
    return item === undefined ? [] : [item];
  };
  const cseq = cseqOf(invite);
  return {
    kind: 'request',
    method: 'CANCEL',
    requestUri: invite.requestUri,
    headers: new HeaderBag([
      ...copied('via'),
      field('Max-Forwards', MAX_FORWARDS),
      ...copied('from'),
      ...copied('to'),
      ...copied('call-id'),
      field('CSeq', `${cseq.ok ? cseq.value.number : 0} CANCEL`),
      ...invite.headers.fields.filter(({ key }) => key === 'route'),
    ]),
    body: Buffer.alloc(0),
  };
};

/** One end of a dialog as a request to the other end needs it. */
export interface DialogEnd {
  /** From or To with its tag, as it stands in messages. */
  readonly address: string;
  /** Where requests to it go: its Contact. */
  readonly target: string;
}

/** A request within a dialog that this element makes up: ACK and BYE for a call that it ends. */
export const requestWithin = (
  method: 'ACK' | 'BYE',
  dialog: {
    readonly callId: string;
    readonly from: DialogEnd;
    readonly to: DialogEnd;
    readonly cseq: number;
  },
  via: string,
): SipRequest =>
  buildRequest({
    method,
    requestUri: dialog.to.target,
    via,
    from: dialog.from.address,
    to: dialog.to.address,
    callId: dialog.callId,
    cseq: dialog.cseq,
  });

/** The end that a message's Contact gives, with its From or To; null when it has none that can be read. */
export const endOf = (message: SipRequest | SipResponse, which: 'from' | 'to'): DialogEnd | null => {
  const contacts = contactsOf(message);
  const address = which === 'from' ? fromOf(message) : toOf(message);
  if (!contacts.ok || contacts.value === '*' || !address.ok) return null;
  const [first] = contacts.value;
  return first === undefined ? null : { address: formatNameAddr(address.value), target: first.uriText };
};
