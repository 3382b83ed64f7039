import type { Flow } from '../flow/flow.ts';
import { formatNameAddr } from '../headers/name-addr.ts';
import type { CheckedRequest } from '../message/validate-request.ts';
import { replyFlow } from '../uas/responder.ts';
import { refusal, TRYING } from '../uas/reply.ts';
import type { Reply } from '../uas/reply.ts';
import { keyOf, newVia, sendAlone } from './call-context.ts';
import type { Work } from './call-context.ts';
import type { Direction } from './call-table.ts';
import { forwardedRequest } from './forward-request.ts';
import { endOf } from './own-requests.ts';

export interface Arrived {
  /** Of the server transaction. */
  readonly key: string;
  readonly checked: CheckedRequest;
  readonly flow: Flow;
}

const MAX_FORWARDS = 70;
/** Requests whose Contact says where the sender is from now on (RFC 3261 §12.2, RFC 3311 §5.1). */
const REFRESHES: ReadonlySet<string> = new Set(['INVITE', 'UPDATE']);

const onItsWay = (
  { parts }: Work,
  { to, routes }: Direction,
  { checked, flow }: Pick<Arrived, 'checked' | 'flow'>,
) => {
  const { request, maxForwards } = checked;
  const { branch, via } = newVia(parts, to.flow);
  const forwarded = forwardedRequest(request, {
    source: flow.remote,
    requestUri: request.requestUri,
    via,
    recordRoutes: [],
    routes: routes.map((route) => formatNameAddr(route)),
    maxForwards: (maxForwards ?? MAX_FORWARDS) - 1,
  });
  return { branch, forwarded };
};

/** "MUST generate a 100 (Trying) response unless it knows that the TU will generate … a final response within 200 ms" (§17.2.1). */
const trying = ({ parts, outbox, now }: Work, { key, checked, flow }: Arrived): void => {
  const send = parts.responder.respond(checked.request, flow, TRYING);
  parts.server.answer(
    key,
    { kind: 'invite', flow: send.flow, status: TRYING.status, bytes: send.bytes },
    now,
  );
  outbox.send(send);
};

/** Notes what the request says of its sender: where it is, and how far its CSeq is. */
const learn = ({ from }: Direction, { checked, flow }: Pick<Arrived, 'checked' | 'flow'>): void => {
  const { request, cseq } = checked;
  from.flow = flow;
  from.cseq = Math.max(from.cseq, cseq.number);
  if (REFRESHES.has(request.method)) from.end = endOf(request, 'from') ?? from.end;
};

/**
 * Sends a request of a call's dialog on to its other end. @returns a refusal to be sent instead; null: it is on its way;
 * undefined: it is of no call here
 */
export const forwardWithin = (work: Work, arrived: Arrived): Reply | null | undefined => {
  const { parts, table, outbox, now } = work;
  const { key, checked, flow } = arrived;
  const direction = table.directionOf(checked);
  if (direction === undefined) return undefined;
  if (checked.maxForwards === 0) return refusal(483, 'hops');
  learn(direction, arrived);
  const { method } = checked.request;
  const { branch, forwarded } = onItsWay(work, direction, arrived);
  const { call, from, to } = direction;
  const back = replyFlow(checked.request, flow);
  if (method === 'INVITE') trying(work, arrived);
  else parts.server.begin(key, 'non-invite', back);
  const clientKey = keyOf(branch, method);
  table.await(clientKey, { call, branch: null, method, key, replyFlow: back, request: forwarded });
  if (method === 'INVITE') table.sentOn(key, { branch, flow: to.flow, request: forwarded });
  outbox.send(parts.client.begin(clientKey, forwarded, to.flow, now));
  if (method === 'BYE' && call.hungUp(from === call.caller ? 'caller' : 'callee', null, now)) {
    outbox.report(call);
    table.remove(call);
  }
  return null;
};

/** An ACK of a 2xx: it has no transaction and no answer (RFC 3261 §13.2.2.4). */
export const forwardAck = (work: Work, arrived: Pick<Arrived, 'checked' | 'flow'>): void => {
  const { table, outbox } = work;
  const direction = table.directionOf(arrived.checked);
  if (direction === undefined || arrived.checked.maxForwards === 0) return;
  outbox.send(sendAlone(direction.to.flow, onItsWay(work, direction, arrived).forwarded));
};
