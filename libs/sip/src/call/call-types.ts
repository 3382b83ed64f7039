import type { Sid } from '@tandem/kernel';
import type { Flow } from '../flow/flow.ts';
import type { CheckedRequest } from '../message/validate-request.ts';
import type { SipDomain } from '../registrar/ports.ts';

/** Who calls: the digest user, whatever From says. */
export interface Caller {
  readonly sid: Sid;
  readonly login: string;
  readonly domain: SipDomain;
}

/** One phone that is to ring. */
export interface CallTarget {
  readonly flow: Flow;
  /** Contact URI, as the phone registered it. */
  readonly contact: string;
  /** Route to the unit that holds the phone, another one; absent: it is held here. */
  readonly route?: string;
}

/** Where a call goes. */
export type CallRoute =
  | { readonly kind: 'phones'; readonly targets: readonly CallTarget[] }
  | { readonly kind: 'refused'; readonly status: number; readonly why: string };

/** Decides where calls go; asked once for each. */
export interface CallRouter {
  /** @param flow by which the INVITE came */
  route(checked: CheckedRequest, caller: Caller, flow: Flow, now: number): CallRoute;
}

/** What has become of a call. */
export type CallStatus =
  'queued' | 'ringing' | 'in-progress' | 'completed' | 'busy' | 'failed' | 'no-answer' | 'canceled';

export type EndedBy = 'caller' | 'callee' | 'unit';

/** A call as this unit knows it, told each time that it changes; times are wall-clock milliseconds. */
export interface CallReport {
  /** `CA` and 32 hexadecimal digits. */
  readonly sid: Sid;
  readonly callId: string;
  readonly caller: Caller;
  /** The user part of what was dialled, as sent; a telephone number for a `tel:` URI. */
  readonly dialled: string;
  readonly callerName: string | null;
  readonly status: CallStatus;
  /** The final SIP status; null while there is none. */
  readonly sipCode: number | null;
  readonly reason: string | null;
  readonly endedBy: EndedBy | null;
  readonly startedAt: number;
  readonly ringingAt: number | null;
  readonly answeredAt: number | null;
  readonly endedAt: number | null;
}
