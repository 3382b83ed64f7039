import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Flow } from '../flow/flow.ts';
import { ServerTransactions } from './server-transactions.ts';
import type { TransactionKind } from './server-transaction.ts';

const T0 = 1_700_000_000_000;
const udp: Flow = {
  transport: 'udp',
  remote: { address: '192.0.2.1', port: 5060 },
  local: { address: '192.0.2.9', port: 5060 },
};
const tcp: Flow = { ...udp, transport: 'tcp', connection: 'tcp-1' };

let transactions: ServerTransactions;
beforeEach(() => {
  transactions = new ServerTransactions({ now: T0 });
});

const answer = (
  key: string,
  status: number,
  over: { kind?: TransactionKind; flow?: Flow; now?: number } = {},
) => {
  const { kind = 'non-invite', flow = udp, now = T0 } = over;
  return transactions.answer(key, { kind, flow, status, bytes: Buffer.from(`${status}`) }, now);
};

/** Ticks as the driver does, and tells when what was sent, relative to T0. */
const tickUntil = (from: number, to: number): [number, string][] => {
  const sent: [number, string][] = [];
  for (let now = from; now <= to; now += 100) {
    for (const { bytes } of transactions.tick(T0 + now).sends) sent.push([now, bytes.toString()]);
  }
  return sent;
};

describe('non-INVITE server transactions', () => {
  it('give a retransmission the stored answer, to where the first one went', () => {
    expect(transactions.receive('k', 'request', T0)).toBeUndefined();
    expect(answer('k', 200)).toBe(true);
    expect(transactions.receive('k', 'request', T0 + 500)?.resend).toEqual({
      flow: udp,
      bytes: Buffer.from('200'),
    });
  });

  it('absorb retransmissions until there is an answer', () => {
    transactions.begin('k', 'non-invite', udp);
    expect(transactions.receive('k', 'request', T0)).toEqual({ resend: undefined, ackForUser: false });
    answer('k', 200);
    expect(transactions.receive('k', 'request', T0)?.resend?.bytes.toString()).toBe('200');
  });

  it('send only the first final answer', () => {
    expect([answer('k', 100), answer('k', 200), answer('k', 403)]).toEqual([true, true, false]);
  });

  it('end 32 s after their answer on datagrams (timer J)', () => {
    answer('k', 200);
    tickUntil(0, 31_900);
    expect(transactions.has('k')).toBe(true);
    tickUntil(32_000, 32_200);
    expect(transactions.has('k')).toBe(false);
  });

  it('are not kept behind their answer on a stream: J is zero there', () => {
    expect(answer('k', 200, { flow: tcp })).toBe(true);
    expect(transactions.size).toBe(0);
    transactions.begin('later', 'non-invite', tcp);
    expect(answer('later', 200, { flow: tcp })).toBe(true);
    expect(transactions.size).toBe(0);
  });
});

describe('INVITE server transactions', () => {
  const invite = (status: number, flow = udp) => answer('k', status, { kind: 'invite', flow });

  it('repeat a failure on datagrams after 0.5, 1, 2, 4, 4 … s until 32 s, then report the missing ACK', () => {
    invite(486);
    const at = tickUntil(0, 31_900).map(([now]) => now / 1000);
    expect(at.slice(0, 5)).toEqual([0.5, 1.5, 3.5, 7.5, 11.5]);
    expect(transactions.tick(T0 + 32_200).unacknowledged).toEqual(['k']);
    expect(transactions.size).toBe(0);
  });

  it('stop repeating at ACK, and end 5 s later (timer I)', () => {
    invite(486);
    expect(tickUntil(0, 600)).toHaveLength(1);
    expect(transactions.receive('k', 'ack', T0 + 700)).toEqual({ resend: undefined, ackForUser: false });
    expect(tickUntil(700, 5600)).toEqual([]);
    expect(transactions.has('k')).toBe(true);
    tickUntil(5700, 5900);
    expect(transactions.has('k')).toBe(false);
  });

  it('repeat nothing on a stream, and end with ACK at once', () => {
    invite(486, tcp);
    expect(tickUntil(0, 20_000)).toEqual([]);
    transactions.receive('k', 'ack', T0 + 20_000);
    expect(transactions.size).toBe(0);
  });

  it('hand the ACK of a 2xx to their user', () => {
    invite(200);
    expect(transactions.receive('k', 'ack', T0)?.ackForUser).toBe(true);
    expect(transactions.receive('k', 'request', T0)?.resend).toBeUndefined();
  });

  it('resend their failure when the INVITE comes again', () => {
    invite(407);
    expect(transactions.receive('k', 'request', T0 + 100)?.resend?.bytes.toString()).toBe('407');
  });
});

describe('server transactions', () => {
  it('know nothing of an ACK without INVITE', () => {
    expect(transactions.receive('k', 'ack', T0)).toBeUndefined();
  });

  it('keep within their capacity under a flood', () => {
    transactions = new ServerTransactions({ now: T0, capacity: 100 });
    for (let i = 0; i < 5000; i++) answer(`k${i}`, 200);
    expect(transactions.size).toBeLessThanOrEqual(100);
    expect(transactions.has('k4999')).toBe(true);
    expect(() => tickUntil(0, 40_000)).not.toThrow();
    expect(transactions.size).toBe(0);
  });
});
