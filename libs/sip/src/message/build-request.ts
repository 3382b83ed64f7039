import type { HeaderField } from '../headers/header-bag.ts';
import { field, HeaderBag } from '../headers/header-bag.ts';
import type { SipRequest } from './types.ts';

const DEFAULT_MAX_FORWARDS = 70;

/** The parts of a request to send (RFC 3261 §8.1.1). All text is wire text (`encodeText`, `escapeUser`, `formatNameAddr`). */
export interface RequestInit {
  readonly method: string;
  readonly requestUri: string;
  /** The top Via with its branch, as by `formatVia`; left out where the transport adds it. */
  readonly via?: string;
  /** Whole header values, tags included. */
  readonly from: string;
  readonly to: string;
  readonly callId: string;
  readonly cseq: number;
  /** Default 70. */
  readonly maxForwards?: number;
  /** Further fields in order. */
  readonly headers?: Iterable<HeaderField>;
  readonly body?: Buffer;
  /** Sent with a body; required when there is one. */
  readonly contentType?: string;
}

/** A request with the headers that every request must have, Via first (RFC 3261 §7.3.1: those that proxies need). */
export const buildRequest = (init: RequestInit): SipRequest => ({
  kind: 'request',
  method: init.method,
  requestUri: init.requestUri,
  headers: new HeaderBag([
    ...(init.via === undefined ? [] : [field('Via', init.via)]),
    field('Max-Forwards', String(init.maxForwards ?? DEFAULT_MAX_FORWARDS)),
    field('From', init.from),
    field('To', init.to),
    field('Call-ID', init.callId),
    field('CSeq', `${init.cseq} ${init.method}`),
    ...(init.headers ?? []),
    ...(init.contentType === undefined ? [] : [field('Content-Type', init.contentType)]),
  ]),
  body: init.body ?? Buffer.alloc(0),
});
