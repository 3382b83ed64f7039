import { newSid } from '@tandem/kernel';
import type { Flow } from '../flow/flow.ts';
import type { CheckedRequest } from '../message/validate-request.ts';
import { provedRefusal, TRYING } from '../uas/reply.ts';
import type { Reply } from '../uas/reply.ts';
import { Call, firstReport } from './call.ts';
import type { CallAnswer, CallBranch } from './call.ts';
import { keyOf, newVia } from './call-context.ts';
import type { CallParts, Work } from './call-context.ts';
import { statusOfRefusal } from './call-status.ts';
import type { Caller, CallRoute, CallTarget } from './call-types.ts';
import { Fork } from './fork.ts';
import { forwardedRequest } from './forward-request.ts';
import { recordRouteOver } from './hop.ts';

/** An INVITE outside of any dialog, whose sender is known. */
export interface NewCall {
  readonly key: string;
  readonly checked: CheckedRequest;
  readonly flow: Flow;
  /** null: another unit calls for it, and tells of the call. */
  readonly caller: Caller | null;
  /** The phone that another unit wants rung. */
  readonly leg?: CallTarget;
}

const TOKEN_BYTES = 9;
const MAX_FORWARDS = 70;

/** Ways that differ need a Record-Route each: the one next to a phone says how it is reached (RFC 5658 §3.3). */
const recordRoutes = (
  parts: CallParts,
  [to, from]: readonly [Flow, Flow],
  token: string,
): readonly string[] => {
  const one = recordRouteOver(to, parts.nameOf(to), token);
  const other = recordRouteOver(from, parts.nameOf(from), token);
  return one === other ? [one] : [one, other];
};

const branchTo = (
  { parts }: Work,
  { checked, flow }: NewCall,
  { target, token, forks }: { readonly target: CallTarget; readonly token: string; readonly forks: boolean },
): CallBranch => {
  const { branch: id, via } = newVia(parts, target.flow);
  const request = forwardedRequest(checked.request, {
    source: flow.remote,
    requestUri: target.contact,
    via,
    recordRoutes: recordRoutes(parts, [target.flow, flow], token),
    // Whatever route a caller would have it take: this element decides where its calls go.
    routes: target.route === undefined ? [] : [target.route],
    maxForwards: (checked.maxForwards ?? MAX_FORWARDS) - 1,
    // A PRACK belongs to one phone's answer: with several, the caller cannot be told which to acknowledge.
    withoutOptions: forks ? ['100rel'] : [],
  });
  return { id, flow: target.flow, request };
};

const refused = (status: number, why: string): CallRoute => ({ kind: 'refused', status, why });

const routeOf = ({ parts, table, now }: Work, { checked, caller, flow, leg }: NewCall): CallRoute => {
  if (checked.maxForwards === 0) return refused(483, 'hops');
  if (leg !== undefined) return { kind: 'phones', targets: [leg] };
  if (caller === null) return refused(480, 'no-caller');
  if (table.callsOf(caller.sid) >= parts.limits.perClient) return refused(486, 'too-many-calls');
  return parts.router.route(checked, caller, flow, now);
};

/**
 * Begins a call: rings every phone that it goes to. @returns a refusal to be sent instead; undefined: it has begun, and the
 * caller has its 100
 */
export const beginCall = (work: Work, begun: NewCall): Reply | undefined => {
  const { parts, table, outbox, now } = work;
  const { key, checked, flow, caller } = begun;
  const sid = newSid('CA', parts.random);
  const route = routeOf(work, begun);
  if (route.kind === 'refused') {
    const { status: sipCode, why: reason } = route;
    const ended = {
      status: statusOfRefusal(sipCode),
      sipCode,
      reason,
      endedBy: 'unit',
      endedAt: now,
    } as const;
    if (caller !== null) outbox.reports.push({ ...firstReport({ sid, checked, caller, now }), ...ended });
    return provedRefusal(sipCode, reason);
  }
  const { targets } = route;
  const token = parts.random.bytes(TOKEN_BYTES).toString('hex');
  const branches = targets.map((target) =>
    branchTo(work, begun, { target, token, forks: targets.length > 1 }),
  );
  const trying = parts.responder.respond(checked.request, flow, TRYING);
  parts.server.answer(key, { kind: 'invite', flow: trying.flow, status: 100, bytes: trying.bytes }, now);
  outbox.send(trying);
  const call = new Call({
    ...{ sid, token, key, checked, caller, flow, now, branches },
    replyFlow: trying.flow,
    fork: new Fork<CallAnswer>(branches.map(({ id }) => id)),
  });
  call.deadline = now + parts.limits.ringMs;
  table.add(call);
  outbox.report(call);
  for (const { id, flow: to, request } of branches) {
    const clientKey = keyOf(id, 'INVITE');
    const pending = { call, branch: id, method: 'INVITE', key, replyFlow: trying.flow, request };
    table.await(clientKey, pending);
    outbox.send(parts.client.begin(clientKey, request, to, now));
  }
  return undefined;
};
