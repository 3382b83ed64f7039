import type { Sid } from '@tandem/kernel';
import { DIGEST_POLICIES } from '../auth/policy.ts';
import type { Flow } from '../flow/flow.ts';
import { tagOf } from '../headers/contact.ts';
import type { SipRequest, SipResponse } from '../message/types.ts';
import type { CheckedRequest } from '../message/validate-request.ts';
import type { Caller, CallReport, CallStatus, EndedBy } from './call-types.ts';
import { statusOfRefusal } from './call-status.ts';
import type { Fork } from './fork.ts';
import { endOf } from './own-requests.ts';
import type { DialogEnd } from './own-requests.ts';

/** An answer on its way to the caller. */
export interface CallAnswer {
  readonly status: number;
  readonly response: SipResponse;
}

/** An INVITE that was sent to one phone. */
export interface CallBranch {
  readonly id: string;
  readonly flow: Flow;
  readonly request: SipRequest;
}

/** One end of the call: where it is, and how it is named in the dialog. */
export interface CallSide {
  flow: Flow;
  readonly tag: string;
  end: DialogEnd | null;
  /** The highest CSeq that it has used. */
  cseq: number;
}

export interface CallInit {
  readonly sid: Sid;
  readonly token: string;
  /** Of its server transaction. */
  readonly key: string;
  readonly checked: CheckedRequest;
  /** null: a leg of a call that another unit tells of. */
  readonly caller: Caller | null;
  readonly flow: Flow;
  /** Where answers to the INVITE go. */
  readonly replyFlow: Flow;
  readonly branches: readonly CallBranch[];
  readonly fork: Fork<CallAnswer>;
  readonly now: number;
}

export type CallState = 'ringing' | 'talking' | 'ended';

/** Of a leg, whose report nobody gets. */
const NOBODY: Caller = { sid: '', login: '', domain: { name: '', digest: DIGEST_POLICIES.md5 } };

const dialledOf = ({ uri }: CheckedRequest): string => (uri.scheme === 'tel' ? uri.number : (uri.user ?? ''));

/** What is told of a call before anything came of it. */
export const firstReport = ({
  sid,
  checked,
  caller,
  now,
}: Pick<CallInit, 'sid' | 'checked' | 'caller' | 'now'>): CallReport => ({
  ...{ sid, caller: caller ?? NOBODY, callId: checked.callId, dialled: dialledOf(checked), startedAt: now },
  callerName: checked.from.display ?? null,
  ...{ status: 'queued', sipCode: null, reason: null, endedBy: null },
  ...{ ringingAt: null, answeredAt: null, endedAt: null },
});

/** A call from one Client to phones of another: what is known of its ends, and how far it is. */
export class Call {
  readonly init: CallInit;
  readonly branches: ReadonlyMap<string, CallBranch>;
  readonly caller: CallSide;
  /** The phones by the tags that they gave themselves: one after the answer, several before. */
  readonly callees = new Map<string, CallSide>();
  state: CallState = 'ringing';
  /** When it is given up, milliseconds: Timer C while it rings (RFC 3261 §16.6 step 11), its longest duration afterwards. */
  deadline = Number.POSITIVE_INFINITY;
  /** The caller has sent CANCEL, or its time was up: 487 or 408. */
  givenUp: 487 | 408 | undefined;
  #report: CallReport;

  constructor(init: CallInit) {
    const { checked, flow, branches } = init;
    this.init = init;
    this.branches = new Map(branches.map((branch) => [branch.id, branch]));
    this.caller = {
      flow,
      tag: tagOf(checked.from) ?? '',
      end: endOf(checked.request, 'from'),
      cseq: checked.cseq.number,
    };
    this.#report = firstReport(init);
  }

  get report(): CallReport {
    return this.#report;
  }

  /** A phone said something with a tag of its own: requests within the dialog may follow. */
  meet(branch: CallBranch, response: SipResponse, tag: string): CallSide {
    const known = this.callees.get(tag);
    const end = endOf(response, 'to');
    if (known !== undefined) {
      known.end = end ?? known.end;
      return known;
    }
    const side: CallSide = { flow: branch.flow, tag, end, cseq: 0 };
    this.callees.set(tag, side);
    return side;
  }

  /** @returns whether that is news */
  rings(now: number): boolean {
    if (this.#report.ringingAt !== null || this.state !== 'ringing') return false;
    this.#report = { ...this.#report, status: 'ringing', ringingAt: now };
    return true;
  }

  /** A phone took it: the others are none of the call's any more. @returns whether that is news */
  answered(tag: string, now: number): boolean {
    if (this.state !== 'ringing') return false;
    this.state = 'talking';
    for (const other of this.callees.keys()) if (other !== tag) this.callees.delete(other);
    this.#report = { ...this.#report, status: 'in-progress', answeredAt: now, sipCode: 200 };
    return true;
  }

  /** Nobody took it. */
  refused(sipCode: number, reason: string, now: number): void {
    this.state = 'ended';
    const status = statusOfRefusal(sipCode);
    const endedBy = this.givenUp === undefined ? 'callee' : endedByOf(this.givenUp);
    this.#end({ status, sipCode, reason, endedBy }, now);
  }

  /** It was hung up. @returns whether that is news */
  hungUp(endedBy: EndedBy, reason: string | null, now: number): boolean {
    if (this.state !== 'talking') return false;
    this.state = 'ended';
    this.#end({ status: 'completed', sipCode: this.#report.sipCode, reason, endedBy }, now);
    return true;
  }

  #end(
    end: Pick<CallReport, 'sipCode' | 'reason' | 'endedBy'> & { readonly status: CallStatus },
    now: number,
  ): void {
    this.#report = { ...this.#report, ...end, endedAt: now };
  }
}

const endedByOf = (givenUp: 487 | 408): EndedBy => (givenUp === 487 ? 'caller' : 'unit');
