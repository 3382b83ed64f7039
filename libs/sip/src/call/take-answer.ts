import { tagOf } from '../headers/contact.ts';
import type { CheckedResponse } from '../message/validate-response.ts';
import { buildResponse } from '../message/build-response.ts';
import { serialize } from '../message/serialize.ts';
import type { CallAnswer } from './call.ts';
import { carryOut } from './end-call.ts';
import type { CallParts, Outbox, Pending } from './call-context.ts';
import type { CallTable } from './call-table.ts';
import { forwardedResponse } from './forward-response.ts';

const [TRYING, RINGING_FROM, SUCCESS, FINAL, TIMEOUT] = [100, 101, 200, 300, 408];

/** Passes an answer on to whoever asked. */
const pass = (
  parts: CallParts,
  outbox: Outbox,
  pending: Pending,
  { status, response }: CallAnswer,
  now: number,
): void => {
  const { key, method, replyFlow: flow } = pending;
  if (key === null) return;
  const kind = method === 'INVITE' ? 'invite' : 'non-invite';
  const bytes = serialize(response);
  if (parts.server.answer(key, { kind, flow, status, bytes }, now)) outbox.send({ flow, bytes });
};

/** What a phone says to a new call. */
const fromPhone = (
  parts: CallParts,
  table: CallTable,
  outbox: Outbox,
  {
    pending,
    checked,
    branch: id,
    now,
  }: {
    readonly pending: Pending;
    readonly checked: CheckedResponse;
    readonly branch: string;
    readonly now: number;
  },
): void => {
  const { call } = pending;
  const { status } = checked.response;
  const answer: CallAnswer = { status, response: forwardedResponse(checked.response) };
  const tag = tagOf(checked.to);
  const branch = call.branches.get(id);
  if (
    branch !== undefined &&
    tag !== undefined &&
    status > TRYING &&
    status < FINAL &&
    !call.init.fork.isDone
  ) {
    call.meet(branch, checked.response, tag);
  }
  const { fork } = call.init;
  const steps =
    status < SUCCESS
      ? fork.provisional(id, answer)
      : status < FINAL
        ? fork.success(id, answer)
        : fork.failure(id, answer);
  for (const passed of carryOut(parts, table, outbox, { call, steps, now })) {
    pass(parts, outbox, pending, passed, now);
  }
  if (status >= RINGING_FROM && status < SUCCESS) {
    // "The timer MUST be reset … when a provisional response with status codes 101 to 199 inclusive is received" (§16.7)
    if (call.state === 'ringing' && call.givenUp === undefined) call.deadline = now + parts.limits.ringMs;
    if (call.rings(now)) outbox.report(call);
  }
  if (status >= SUCCESS && status < FINAL && fork.winner === id && call.answered(tag ?? '', now)) {
    call.deadline = now + parts.limits.longestMs;
    outbox.report(call);
  }
};

/** An answer to a request that was sent on, as news of its transaction. @param key of the client transaction */
export const takeAnswer = (
  parts: CallParts,
  table: CallTable,
  outbox: Outbox,
  { key, checked, now }: { readonly key: string; readonly checked: CheckedResponse; readonly now: number },
): void => {
  const pending = table.awaited(key);
  if (pending === undefined) return;
  const { branch } = pending;
  if (branch !== null) return fromPhone(parts, table, outbox, { pending, checked, branch, now });
  const { status } = checked.response;
  // A 100 is for this hop alone (RFC 3261 §16.7 step 5).
  if (status > TRYING)
    pass(parts, outbox, pending, { status, response: forwardedResponse(checked.response) }, now);
  if (status >= FINAL || (status >= SUCCESS && pending.method !== 'INVITE')) table.settled(key);
};

/** No final answer came, or the request could not be sent. */
export const missAnswer = (
  parts: CallParts,
  table: CallTable,
  outbox: Outbox,
  { key, now }: { readonly key: string; readonly now: number },
): void => {
  const pending = table.awaited(key);
  if (pending === undefined) return;
  table.settled(key);
  const { call, branch, key: asked, method, request } = pending;
  if (branch === null) {
    // Only an INVITE is told: for all others it would come too late (RFC 4320 §4.2).
    if (method === 'INVITE' && asked !== null) {
      const response = forwardedResponse(buildResponse(request, { status: TIMEOUT }));
      pass(parts, outbox, pending, { status: TIMEOUT, response }, now);
    }
    return;
  }
  carryOut(parts, table, outbox, { call, steps: call.init.fork.failure(branch, null), now });
};
