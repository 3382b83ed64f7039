import { tagOf } from '../headers/contact.ts';
import { buildResponse } from '../message/build-response.ts';
import { serialize } from '../message/serialize.ts';
import type { CheckedResponse } from '../message/validate-response.ts';
import { inputOfStatus } from '../transaction/machine.ts';
import type { CallAnswer } from './call.ts';
import type { Pending, Work } from './call-context.ts';
import { carryOut } from './end-call.ts';
import type { ForkStep } from './fork.ts';
import { forwardedResponse } from './forward-response.ts';

const [TRYING, TIMEOUT, FLOW_FAILED] = [100, 408, 430];

/** Passes an answer on to whoever asked. */
const pass = ({ parts, outbox, now }: Work, pending: Pending, { status, response }: CallAnswer): void => {
  const { key, method, replyFlow: flow } = pending;
  if (key === null) return;
  const kind = method === 'INVITE' ? 'invite' : 'non-invite';
  const bytes = serialize(response);
  if (parts.server.answer(key, { kind, flow, status, bytes }, now)) outbox.send({ flow, bytes });
};

/** What a fork makes of a phone's answer. */
const stepsOf = ({ call }: Pending, branch: string, answer: CallAnswer): readonly ForkStep<CallAnswer>[] => {
  const { fork } = call.init;
  // Another unit's phone has gone (RFC 5626 §11.3.2): that is nobody else's news.
  if (answer.status === FLOW_FAILED) return fork.failure(branch, null);
  return fork[inputOfStatus(answer.status)](branch, answer);
};

/** Notes the tag that a phone gave itself, by which requests of the dialog find it. */
const meet = ({ call }: Pending, branchId: string, { response, to }: CheckedResponse): void => {
  const branch = call.branches.get(branchId);
  const tag = tagOf(to);
  const makesDialog = response.status > TRYING && inputOfStatus(response.status) !== 'failure';
  if (branch !== undefined && tag !== undefined && makesDialog && !call.init.fork.isDone) {
    call.meet(branch, response, tag);
  }
};

/** Notes how far the call is. */
const follow = (
  { parts, outbox, now }: Work,
  { call }: Pending,
  branch: string,
  { response, to }: CheckedResponse,
): void => {
  const input = inputOfStatus(response.status);
  if (input === 'provisional' && response.status > TRYING) {
    // "The timer MUST be reset … when a provisional response with status codes 101 to 199 inclusive is received" (§16.7)
    if (call.state === 'ringing' && call.givenUp === undefined) call.deadline = now + parts.limits.ringMs;
    if (call.rings(now)) outbox.report(call);
  }
  const isWinner = input === 'success' && call.init.fork.winner === branch;
  if (isWinner && call.answered(tagOf(to) ?? '', now)) {
    call.deadline = now + parts.limits.longestMs;
    outbox.report(call);
  }
};

/** An answer to a request that was sent on, as news of its transaction. @param key of the client transaction */
export const takeAnswer = (work: Work, key: string, checked: CheckedResponse): void => {
  const pending = work.table.awaited(key);
  if (pending === undefined) return;
  const { branch, call, method } = pending;
  const { status } = checked.response;
  const answer: CallAnswer = { status, response: forwardedResponse(checked.response) };
  if (branch !== null) {
    meet(pending, branch, checked);
    for (const passed of carryOut(work, call, stepsOf(pending, branch, answer))) pass(work, pending, passed);
    follow(work, pending, branch, checked);
    return;
  }
  // A 100 is for this hop alone (RFC 3261 §16.7 step 5).
  if (status > TRYING) pass(work, pending, answer);
  const input = inputOfStatus(status);
  if (input === 'failure' || (input === 'success' && method !== 'INVITE')) work.table.settled(key);
};

/** No final answer came, or the request could not be sent. */
export const missAnswer = (work: Work, key: string): void => {
  const pending = work.table.awaited(key);
  if (pending === undefined) return;
  work.table.settled(key);
  const { call, branch, method, request } = pending;
  if (branch !== null) {
    carryOut(work, call, call.init.fork.failure(branch, null));
  } else if (method === 'INVITE') {
    // Only an INVITE is told: for all others it would come too late (RFC 4320 §4.2).
    const response = forwardedResponse(buildResponse(request, { status: TIMEOUT }));
    pass(work, pending, { status: TIMEOUT, response });
  }
};
