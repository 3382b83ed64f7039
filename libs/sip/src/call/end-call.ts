import type { SipResponse } from '../message/types.ts';
import { serialize } from '../message/serialize.ts';
import { provedRefusal } from '../uas/reply.ts';
import type { Call, CallAnswer, CallBranch, CallSide } from './call.ts';
import { keyOf, newVia, sendAlone } from './call-context.ts';
import type { Work } from './call-context.ts';
import type { EndedBy } from './call-types.ts';
import type { ForkStep } from './fork.ts';
import { cancelOf, endOf, requestWithin } from './own-requests.ts';

const UNAVAILABLE = 480;

/** Cancels one phone's INVITE. */
const cancel = ({ parts, outbox, now }: Work, branch: CallBranch): void => {
  outbox.send(parts.client.begin(keyOf(branch.id, 'CANCEL'), cancelOf(branch.request), branch.flow, now));
};

/** "The UAC core … MUST generate an ACK" and BYE (RFC 3261 §13.2.2.4): for a phone that took a call which another has. */
const hangUp = ({ parts, outbox, now }: Work, branch: CallBranch, response: SipResponse): void => {
  const from = endOf(branch.request, 'from');
  const to = endOf(response, 'to');
  if (from === null || to === null) return;
  const cseq = Number.parseInt(branch.request.headers.first('cseq') ?? '0', 10);
  const callId = branch.request.headers.first('call-id') ?? '';
  const ack = requestWithin('ACK', { callId, from, to, cseq }, newVia(parts, branch.flow).via);
  outbox.send(sendAlone(branch.flow, ack));
  const { branch: id, via } = newVia(parts, branch.flow);
  const bye = requestWithin('BYE', { callId, from, to, cseq: cseq + 1 }, via);
  outbox.send(parts.client.begin(keyOf(id, 'BYE'), bye, branch.flow, now));
};

/** The caller's final answer when nobody took it. */
const refuse = ({ parts, outbox, now }: Work, call: Call, refusal: CallAnswer | null): void => {
  const { key, checked, flow, replyFlow } = call.init;
  const status = call.givenUp ?? refusal?.status ?? UNAVAILABLE;
  const send =
    refusal !== null && refusal.status === status
      ? { flow: replyFlow, bytes: serialize(refusal.response) }
      : parts.responder.respond(checked.request, flow, provedRefusal(status, 'nobody'));
  const { flow: to, bytes } = send;
  if (parts.server.answer(key, { kind: 'invite', flow: to, status, bytes }, now)) outbox.send(send);
  call.refused(status, refusal?.response.reason ?? 'no phone answered', now);
  outbox.report(call);
};

/** Carries out what a fork decided, but for answers to be passed on, which it hands back. */
export const carryOut = (
  work: Work,
  call: Call,
  steps: readonly ForkStep<CallAnswer>[],
): readonly CallAnswer[] => {
  const passed: CallAnswer[] = [];
  for (const step of steps) {
    if (step.kind === 'pass') passed.push(step.answer);
    if (step.kind === 'refuse') {
      refuse(work, call, step.answer);
      work.table.remove(call);
    }
    const branch = 'branch' in step ? call.branches.get(step.branch) : undefined;
    if (branch === undefined) continue;
    if (step.kind === 'cancel') cancel(work, branch);
    if (step.kind === 'hang-up') hangUp(work, branch, step.answer.response);
  }
  return passed;
};

/** A BYE from one end to the other, made up here. */
const byeTo = ({ parts, outbox, now }: Work, call: Call, [from, to]: readonly [CallSide, CallSide]): void => {
  if (from.end === null || to.end === null) return;
  const { branch, via } = newVia(parts, to.flow);
  const { callId } = call.init.checked;
  from.cseq += 1;
  const bye = requestWithin('BYE', { callId, from: from.end, to: to.end, cseq: from.cseq }, via);
  outbox.send(parts.client.begin(keyOf(branch, 'BYE'), bye, to.flow, now));
};

/** Ends a call that is talking, at both ends. */
export const endBoth = (
  work: Work,
  call: Call,
  { by, reason }: { readonly by: EndedBy; readonly reason: string },
): void => {
  const { table, outbox, now } = work;
  if (!call.hungUp(by, reason, now)) return;
  for (const callee of call.callees.values()) {
    byeTo(work, call, [call.caller, callee]);
    byeTo(work, call, [callee, call.caller]);
  }
  outbox.report(call);
  table.remove(call);
};
