import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Flow } from '../flow/flow.ts';
import { field } from '../headers/header-bag.ts';
import { buildRequest } from '../message/build-request.ts';
import { buildResponse } from '../message/build-response.ts';
import { parseMessage } from '../message/parse.ts';
import { serialize } from '../message/serialize.ts';
import type { SipRequest } from '../message/types.ts';
import { validateResponse } from '../message/validate-response.ts';
import type { CheckedResponse } from '../message/validate-response.ts';
import { clientKey, ClientTransactions } from './client-transactions.ts';

const T0 = 1_700_000_000_000;
const udp: Flow = {
  transport: 'udp',
  remote: { address: '192.0.2.1', port: 5060 },
  local: { address: '192.0.2.9', port: 5060 },
};
const tcp: Flow = { ...udp, transport: 'tcp', connection: 'tcp-1' };
const BRANCH = 'z9hG4bKabc';

let transactions: ClientTransactions;
beforeEach(() => {
  transactions = new ClientTransactions({ now: T0 });
});

const request = (method: string, branch = BRANCH): SipRequest =>
  buildRequest({
    method,
    requestUri: 'sip:bob@192.0.2.1',
    via: `SIP/2.0/UDP 192.0.2.9;branch=${branch}`,
    from: '<sip:alice@tandem.local>;tag=1',
    to: '<sip:bob@tandem.local>',
    callId: 'c1',
    cseq: 7,
    headers: [field('Route', '<sip:192.0.2.3;lr>'), field('Subject', 'lunch')],
  });

const answer = (to: SipRequest, status: number, toTag = 'x'): CheckedResponse => {
  const parsed = parseMessage(serialize(buildResponse(to, { status, toTag })), { transport: 'datagram' });
  if (parsed.kind !== 'message' || parsed.message.kind !== 'response') throw new Error(parsed.kind);
  const checked = validateResponse(parsed.message, 'proxy');
  if (!checked.ok) throw new Error(checked.error);
  return checked.value;
};

const begin = (method: string, flow = udp, branch = BRANCH) => {
  const sent = request(method, branch);
  transactions.begin(clientKey(branch, method), sent, flow, T0);
  return sent;
};

/** When what was sent again, and when what ended, relative to T0. */
const until = (end: number, from = 0) => {
  const resent: number[] = [];
  const ended: (readonly [number, string])[] = [];
  for (let at = from; at <= end; at += 100) {
    const tick = transactions.tick(T0 + at);
    resent.push(...tick.sends.map(() => at));
    ended.push(...tick.ended.map(({ why }) => [at, why] as const));
  }
  return { resent, ended };
};

describe('an INVITE that nobody answers', () => {
  it('is sent again after 0.5, 1.5, 3.5, 7.5, 15.5 and 31.5 s, and given up after 32 s', () => {
    begin('INVITE');
    expect(until(40_000)).toEqual({
      resent: [500, 1500, 3500, 7500, 15_500, 31_500],
      ended: [[32_000, 'timeout']],
    });
    expect(transactions.size).toBe(0);
  });

  it('is not sent again on a stream', () => {
    begin('INVITE', tcp);
    expect(until(40_000)).toEqual({ resent: [], ended: [[32_000, 'timeout']] });
  });
});

describe('another request that nobody answers', () => {
  it('is sent again at ever longer pauses of at most 4 s, and given up after 32 s', () => {
    begin('BYE');
    const { resent, ended } = until(40_000);
    expect(resent).toEqual([500, 1500, 3500, 7500, 11_500, 15_500, 19_500, 23_500, 27_500, 31_500]);
    expect(ended).toEqual([[32_000, 'timeout']]);
  });

  it('is sent again every 4 s after a provisional answer', () => {
    const sent = begin('BYE');
    transactions.receive(answer(sent, 100), T0 + 100);
    expect(until(10_000).resent).toEqual([500, 4500, 8500]);
    expect(until(40_000, 10_100).ended).toEqual([[32_000, 'timeout']]);
  });
});

describe('an answer', () => {
  it('is matched by the branch and the method of CSeq alone', () => {
    const sent = begin('INVITE');
    begin('CANCEL');
    const elsewhere = answer(request('INVITE', 'z9hG4bKother'), 200);
    expect(transactions.receive(elsewhere, T0)).toBeUndefined();
    expect(transactions.receive(answer(request('CANCEL'), 200), T0)).toMatchObject({
      key: `${BRANCH} CANCEL`,
      isNews: true,
    });
    expect(transactions.receive(answer(sent, 180), T0)).toMatchObject({ key: `${BRANCH} INVITE` });
    expect(transactions.isProceeding(`${BRANCH} INVITE`)).toBe(true);
  });

  it('that refuses an INVITE is acknowledged each time, and news once (RFC 3261 §17.1.1.3)', () => {
    const sent = begin('INVITE');
    const first = transactions.receive(answer(sent, 486, 'busy'), T0);
    const again = transactions.receive(answer(sent, 486, 'busy'), T0 + 500);
    expect([first?.isNews, again?.isNews]).toEqual([true, false]);
    expect(first?.send?.bytes.toString()).toBe(
      [
        'ACK sip:bob@192.0.2.1 SIP/2.0',
        `Via: SIP/2.0/UDP 192.0.2.9;branch=${BRANCH}`,
        'Max-Forwards: 70',
        'From: <sip:alice@tandem.local>;tag=1',
        'To: <sip:bob@tandem.local>;tag=busy',
        'Call-ID: c1',
        'CSeq: 7 ACK',
        'Route: <sip:192.0.2.3;lr>',
        'Content-Length: 0',
        '\r\n',
      ].join('\r\n'),
    );
    expect(again?.send).toEqual(first?.send);
    expect(until(40_000)).toEqual({ resent: [], ended: [] });
    expect(transactions.size).toBe(0);
  });

  it('that accepts an INVITE is news from each branch, and acknowledged by nobody here', () => {
    const sent = begin('INVITE');
    for (const tag of ['one', 'two', 'one']) {
      const got = transactions.receive(answer(sent, 200, tag), T0 + 100);
      expect(got).toEqual({ key: `${BRANCH} INVITE`, isNews: true, send: undefined });
    }
    until(32_200);
    expect(transactions.receive(answer(sent, 200), T0 + 32_300)).toBeUndefined();
  });

  it('to another request is news once, copies are absorbed for 5 s on UDP and not at all on streams', () => {
    const sent = begin('BYE');
    expect(transactions.receive(answer(sent, 200), T0)?.isNews).toBe(true);
    expect(transactions.receive(answer(sent, 200), T0)?.isNews).toBe(false);
    until(5100);
    expect(transactions.size).toBe(0);
    const other = begin('BYE', tcp, 'z9hG4bKtcp');
    expect(transactions.receive(answer(other, 200), T0)?.isNews).toBe(true);
    expect(transactions.size).toBe(0);
  });
});

describe('a request that cannot be sent', () => {
  it('ends its transaction, once', () => {
    begin('INVITE', tcp);
    const key = `${BRANCH} INVITE`;
    expect(transactions.unsendable(key, T0)).toEqual({ key, why: 'unsendable' });
    expect(transactions.unsendable(key, T0)).toBeUndefined();
    expect(transactions.size).toBe(0);
  });
});
