import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { CallRecord, CallStatus } from '@tandem/contracts';
import { callRecord } from '@tandem/contracts/testing';
import { waitFor } from '@tandem/testing';
import * as fc from 'fast-check';
import type { CallColumn } from './calls.ts';
import type { RecordQuery } from './index.ts';
import { callDuration, ringDuration } from './index.ts';
import { RecordsWorld } from './testing/index.ts';

const ACCOUNT = `AC${'a'.repeat(32)}`;
const sid = (index: number): string => `CA${String(index).padStart(32, '0')}`;
const at = (second: number): string => new Date(Date.UTC(2026, 0, 1) + second * 1000).toISOString();

const STATUSES: readonly CallStatus[] = ['completed', 'busy', 'no-answer'];

/** Forty calls, several at the same time and from the same number. */
const CALLS: readonly CallRecord[] = Array.from({ length: 40 }, (_, index) =>
  callRecord({
    sid: sid((index * 7) % 40),
    from: `+1555000${index % 4}`,
    to: index % 3 === 0 ? 'bob' : `+4930${index}`,
    status: STATUSES[index % 3] ?? 'completed',
    startedAt: at(Math.floor(index / 2)),
    answeredAt: at(100),
    endedAt: index % 5 === 0 ? null : at(100 + (index % 6)),
    parentCallSid: index === 9 ? sid(1) : null,
  }),
);

let world: RecordsWorld;

beforeEach(async () => {
  world = await RecordsWorld.open();
  await world.records.start();
  await world.write(...CALLS);
  await world.until(ACCOUNT, CALLS.length);
});
afterEach(() => world.close());

const found = (query: Omit<RecordQuery<CallColumn>, 'accountSid'>): string[] =>
  world.records.calls
    .page({ query: { accountSid: ACCOUNT, ...query }, limit: 1000 })
    ?.records.map((call) => call.sid)
    .sort() ?? [];

const expected = (matches: (call: CallRecord) => boolean): string[] =>
  CALLS.filter(matches)
    .map((call) => call.sid)
    .sort();

describe('a query', () => {
  it('finds by the end of a number', () => {
    expect(found({ suffix: { from_user: '0003' } })).toEqual(expected(({ from }) => from.endsWith('0003')));
    expect(found({ suffix: { to_user: 'ob' } })).toEqual(expected(({ to }) => to.endsWith('ob')));
    expect(found({ suffix: { to_user: '%' } })).toEqual([]);
  });

  it('finds by status, parent and time', () => {
    expect(found({ equal: { status: 'busy' } })).toEqual(expected(({ status }) => status === 'busy'));
    expect(found({ equal: { parent_sid: sid(1) } })).toHaveLength(1);
    const [from, before] = [Date.parse(at(3)), Date.parse(at(5))];
    expect(found({ from, before })).toEqual(
      expected(({ startedAt }) => startedAt === at(3) || startedAt === at(4)),
    );
  });

  it('counts an account’s calls right, whatever was written again or taken away', async () => {
    await world.write(...CALLS.slice(0, 5), callRecord({ sid: sid(77) }), sid(3), sid(4), sid(1000));
    await world.until(ACCOUNT, CALLS.length - 1);
    await waitFor(() => found({}).length === CALLS.length - 1);
    await world.write(sid(77));
    await world.until(ACCOUNT, CALLS.length - 2);
    expect(found({})).toHaveLength(CALLS.length - 2);
  });

  it('counts what it finds, not the page', () => {
    const query = { accountSid: ACCOUNT, equal: { status: 'busy' } };
    expect(world.records.calls.page({ query, limit: 2 })).toMatchObject({ total: 13 });
  });
});

const by = (column: CallColumn | 'created_at') => (call: CallRecord) =>
  ({
    from_user: call.from,
    to_user: call.to,
    status: call.status,
    direction: call.direction,
    duration: callDuration(call) ?? -1,
    parent_sid: call.parentCallSid ?? '',
    created_at: call.startedAt,
  })[column];

describe('the order of a list', () => {
  it.each(
    (['from_user', 'to_user', 'status', 'direction', 'duration', 'created_at'] as const).flatMap((column) =>
      [true, false].map((descending) => ({ column, descending })),
    ),
  )('is by $column, descending: $descending, then by creation', ({ column, descending }) => {
    const key = (call: CallRecord) => [by(column)(call), call.startedAt, call.sid] as const;
    const compare = (a: CallRecord, b: CallRecord): number => {
      const [left, right] = [key(a), key(b)];
      const differs = left.findIndex((value, index) => value !== right[index]);
      return differs === -1 ? 0 : (left[differs] ?? 0) < (right[differs] ?? 0) ? -1 : 1;
    };
    const order = CALLS.toSorted((a, b) => (descending ? compare(b, a) : compare(a, b)));
    const query = { accountSid: ACCOUNT, sort: { by: column, descending } };
    const walked: string[] = [];
    for (let offset = 0; offset < CALLS.length; offset += 7) {
      const page = world.records.calls.page({ query, limit: 7, offset });
      walked.push(...(page?.records.map((call) => call.sid) ?? []));
    }
    expect(walked).toEqual(order.map((call) => call.sid));
  });
});

describe('pages that follow each other', () => {
  it.each([1, 2, 3])('have no call twice and miss none while others are added (seed %i)', async (seed) => {
    const step = fc.record({ limit: fc.integer({ min: 2, max: 7 }), second: fc.nat(60) });
    const steps = fc.sample(step, { seed, numRuns: 200 });
    const seen: string[] = [];
    let added = CALLS.length;
    for (const { limit, second } of steps) {
      const afterSid = seen.at(-1);
      const query = { accountSid: ACCOUNT };
      const page = world.records.calls.page({ query, limit, ...(afterSid && { afterSid }) });
      if (page === null || page.records.length === 0) break;
      seen.push(...page.records.map((call) => call.sid));
      await world.write(callRecord({ sid: sid(1000 + added), startedAt: at(second) }));
      added += 1;
      await world.until(ACCOUNT, added);
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(CALLS.filter((call) => !seen.includes(call.sid))).toEqual([]);
  });
});

describe('the records of several accounts', () => {
  const others = ['b', 'c', 'd'].map((digit) => `AC${digit.repeat(32)}`);
  const spread = CALLS.map((call, index) => ({
    ...call,
    sid: sid(500 + index),
    accountSid: others[index % others.length] ?? '',
    // The end of what one code unit holds, and what needs two: their order differs by bytes and by code units.
    to: index % 2 === 0 ? '\u{ffee}' : '\u{1f600}',
  }));
  const all = [...CALLS, ...spread];

  beforeEach(async () => {
    await world.write(...spread);
    for (const other of others) await waitFor(() => world.total(other) >= 13);
  });

  const walk = (sort: RecordQuery<CallColumn>['sort'], limit: number): string[] => {
    const query = { accountSid: ACCOUNT, ...(sort && { sort }) };
    const seen: string[] = [];
    for (;;) {
      const afterSid = seen.at(-1);
      const page = world.records.calls.page({ query, limit, others, ...(afterSid && { afterSid }) });
      if (page === null || page.records.length === 0) return seen;
      expect(page.total).toBe(all.length);
      seen.push(...page.records.map((call) => call.sid));
    }
  };

  it.each([
    [undefined],
    [{ by: 'created_at', descending: false } as const],
    [{ by: 'from_user', descending: true } as const],
    [{ by: 'to_user', descending: false } as const],
    [{ by: 'duration', descending: true } as const],
  ])('are in one order, in pages that follow each other or are counted, and as a whole: %j', async (sort) => {
    const whole = walk(sort, 1000);
    expect(whole.toSorted()).toEqual(all.map((call) => call.sid).toSorted());
    expect(walk(sort, 7)).toEqual(whole);
    const query = { accountSid: ACCOUNT, ...(sort && { sort }) };
    const counted: string[] = [];
    for (let offset = 0; offset < all.length; offset += 9) {
      const page = world.records.calls.page({ query, limit: 9, offset, others });
      counted.push(...(page?.records.map((call) => call.sid) ?? []));
    }
    expect(counted).toEqual(whole);
    const streamed: string[] = [];
    for await (const call of world.records.calls.all(query, others)) streamed.push(call.sid);
    expect(streamed).toEqual(whole);
  });

  it('are the newest first unless asked otherwise', () => {
    const started = new Map(all.map((call) => [call.sid, call.startedAt]));
    const times = walk(undefined, 11).map((each) => started.get(each) ?? '');
    expect(times).toEqual(times.toSorted().toReversed());
  });

  it('are found by the same filters, and none of those not asked for', () => {
    const [first = ''] = others;
    const query = { accountSid: ACCOUNT, equal: { status: 'busy' } };
    const page = world.records.calls.page({ query, limit: 1000, others: [first] });
    const wanted = all.filter(
      ({ status, accountSid }) => status === 'busy' && [ACCOUNT, first].includes(accountSid),
    );
    expect(page?.records.map((call) => call.sid).sort()).toEqual(wanted.map((call) => call.sid).sort());
    expect(page?.total).toBe(wanted.length);
    const elsewhere = spread.find(({ accountSid }) => accountSid !== first)?.sid ?? '';
    expect(world.records.calls.page({ query, limit: 1, others: [first], afterSid: elsewhere })).toBeNull();
  });
});

describe('how long a call took', () => {
  it('is whole seconds of talking, and of ringing', () => {
    expect(callDuration(callRecord())).toBe(66);
    expect(ringDuration(callRecord())).toBe(4);
  });

  it('is nothing while it lasts', () => {
    const ringing = callRecord({ answeredAt: null, endedAt: null });
    expect(callDuration(ringing)).toBeNull();
    expect(ringDuration(ringing)).toBeNull();
  });

  it('is ringing alone for one that nobody took', () => {
    const missed = callRecord({ answeredAt: null });
    expect(callDuration(missed)).toBeNull();
    expect(ringDuration(missed)).toBe(71);
  });
});
