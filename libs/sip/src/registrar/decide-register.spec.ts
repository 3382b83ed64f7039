import { describe, expect, it } from '@jest/globals';
import type { Flow } from '../flow/flow.ts';
import { contactsOf } from '../headers/accessors.ts';
import { field, HeaderBag } from '../headers/header-bag.ts';
import { bindingOf } from '../testing/binding-store-contract.ts';
import type { Binding } from './binding.ts';
import { decideRegister } from './decide-register.ts';
import type { RegisterInput } from './decide-register.ts';
import { REGISTRATION_LIMITS } from './limits.ts';

const T0 = Date.UTC(2013, 10, 4, 16, 33, 39);
const SID = bindingOf().sid;
const udp: Flow = {
  transport: 'udp',
  remote: { address: '192.0.2.1', port: 5060 },
  local: { address: '192.0.2.9', port: 5060 },
};
const tcp: Flow = { ...udp, transport: 'tcp', connection: 'tcp-1' };

const contactsFrom = (...values: readonly string[]) => {
  const parsed = contactsOf({ headers: new HeaderBag(values.map((value) => field('Contact', value))) });
  if (!parsed.ok) throw new Error(parsed.error.why);
  return parsed.value;
};

const decide = (contacts: readonly string[], over: Partial<RegisterInput> = {}) =>
  decideRegister({
    sid: SID,
    aor: 'alice@tandem.local',
    contacts: contactsFrom(...contacts),
    expires: undefined,
    callId: 'call-1',
    cseq: 10,
    userAgent: undefined,
    flow: udp,
    behindNat: false,
    held: [],
    now: T0,
    limits: REGISTRATION_LIMITS,
    ...over,
  });

type Decision = ReturnType<typeof decide>;
const listed = ({ headers }: Decision) =>
  headers.filter(({ key }) => key === 'contact').map(({ value }) => value);
const puts = ({ changes }: Decision) =>
  changes.flatMap((change) => (change.kind === 'put' ? [change.binding] : []));
const removed = ({ changes }: Decision) =>
  changes.flatMap((change) => (change.kind === 'remove' ? [[change.binding.key, change.reason]] : []));
const seconds = (binding: Binding | undefined) => ((binding?.expiresAt ?? 0) - T0) / 1000;

const A = '<sip:alice@192.0.2.1:5060>';
const heldA = bindingOf({ callId: 'call-1', cseq: 9, expiresAt: T0 + 90_000 });

describe('a REGISTER without Contact', () => {
  it('lists all current bindings with what is left of their time, and changes nothing', () => {
    const decision = decide([], {
      held: [heldA, bindingOf({ key: 'b', contact: 'sip:b@192.0.2.2', q: '0.5' })],
    });
    expect(decision.status).toBe(200);
    expect(listed(decision)).toEqual([
      '<sip:alice@192.0.2.1:5060>;expires=90',
      '<sip:b@192.0.2.2>;expires=60;q=0.5',
    ]);
    expect(decision.changes).toEqual([]);
  });

  it('SHOULD have a Date (RFC 3261 §10.3 step 8)', () => {
    expect(decide([]).headers).toContainEqual(field('Date', 'Mon, 04 Nov 2013 16:33:39 GMT'));
  });
});

describe('a Contact', () => {
  it('is bound with its URI as sent, the parameters inside <> included', () => {
    const [binding] = puts(decide(['<sip:+19725552222@gw1.example.net;unknownparam>;x=y']));
    expect(binding?.contact).toBe('sip:+19725552222@gw1.example.net;unknownparam');
    expect(puts(decide(['sip:+19725552222@gw1.example.net;unknownparam']))[0]?.contact).toBe(
      'sip:+19725552222@gw1.example.net',
    );
  });

  it('keeps %00 apart from %00%00 (RFC 4475 §3.1.1.4), and escaped headers with the URI (§3.3.14)', () => {
    const decision = decide(['<sip:%00@host5.example.com>', '<sip:%00%00@host5.example.com>']);
    expect(listed(decision)).toEqual([
      '<sip:%00@host5.example.com>;expires=3600',
      '<sip:%00%00@host5.example.com>;expires=3600',
    ]);
    const route = 'sip:user@example.com?Route=%3Csip:sip.example.com%3E';
    expect(puts(decide([`<${route}>`]))[0]?.contact).toBe(route);
  });

  it('remembers how and when the phone was seen', () => {
    expect(puts(decide([A], { userAgent: 'phone', behindNat: true, flow: tcp }))[0]).toMatchObject({
      sid: SID,
      aor: 'alice@tandem.local',
      transport: 'tcp',
      connection: 'tcp-1',
      remote: udp.remote,
      behindNat: true,
      userAgent: 'phone',
      registeredAt: T0,
      refreshedAt: T0,
    });
  });

  it.each(['<mailto:alice@example.com>', '<tel:+358401234567>', '<name:John_Smith>'])(
    '%s is refused: nothing here could reach it',
    (contact) => {
      expect(decide([contact])).toMatchObject({ status: 400, changes: [] });
    },
  );

  it.each([
    ['a URI of more than 1024 characters', `<sip:${'a'.repeat(1030)}@192.0.2.1>`],
    ['an instance of more than 256', `${A};+sip.instance="<${'x'.repeat(257)}>"`],
    ['an instance that cannot be sent back', `${A};+sip.instance="<a\\\u0000b>"`],
    ['an empty instance', `${A};+sip.instance="<>"`],
  ])('is refused with %s', (_what, contact) => {
    expect(decide([contact])).toMatchObject({ status: 400, changes: [] });
  });

  it('is refused when there are more than one Client may hold', () => {
    const many = Array.from({ length: 11 }, (_, i) => `<sip:a@192.0.2.${i}>`);
    expect(decide(many).status).toBe(400);
    expect(decide(many.slice(1)).status).toBe(200);
  });
});

describe('the time granted', () => {
  it.each([
    ['the expires parameter', [`${A};expires=120`], { expires: 900 }, 120],
    ['else the Expires header', [A], { expires: 900 }, 900],
    ['else 3600', [A], {}, 3600],
    ['3600 for a malformed parameter (RFC 3261 §20.10)', [`${A};expires=soon`], {}, 3600],
    ['at most 3600', [`${A};expires=4294967295`], {}, 3600],
    ['at most 3600 for a number beyond 32 bits', [`${A};expires=99999999999999999999`], {}, 3600],
    ['at most 300 on UDP behind NAT', [`${A};expires=600`], { behindNat: true }, 300],
    ['what was asked on UDP behind NAT when it is less', [`${A};expires=90`], { behindNat: true }, 90],
    ['3600 on a stream behind NAT', [A], { behindNat: true, flow: tcp }, 3600],
    ['the shortest allowed', [`${A};expires=60`], {}, 60],
  ] as const)('is %s', (_what, contacts, over, expected) => {
    const decision = decide(contacts, over);
    expect(seconds(puts(decision)[0])).toBe(expected);
    expect(listed(decision)[0]).toBe(`${A};expires=${expected}`);
  });

  it.each([1, 59])('%i s is too brief: 423 with Min-Expires, and nothing changes', (expires) => {
    const decision = decide([A, `<sip:b@192.0.2.2>;expires=${expires}`]);
    expect(decision).toMatchObject({ status: 423, changes: [] });
    expect(decision.headers).toEqual([field('Min-Expires', '60')]);
  });
});

describe('a Contact that is known', () => {
  it.each([
    ['the same text', 'sip:alice@192.0.2.1:5060'],
    ['an equal URI (RFC 3261 §19.1.4)', 'sip:%61lice@192.0.2.1:5060;x=1'],
  ])('is refreshed when it is %s, under the key it had', (_what, uri) => {
    const decision = decide([`<${uri}>`], { held: [heldA] });
    expect(decision.changes).toHaveLength(1);
    expect(puts(decision)[0]).toMatchObject({ key: heldA.key, contact: uri, cseq: 10, registeredAt: T0 });
    expect(listed(decision)).toHaveLength(1);
  });

  it.each(['sip:Alice@192.0.2.1:5060', 'sip:alice@192.0.2.1', 'sips:alice@192.0.2.1:5060'])(
    'is not %s, which is another URI',
    (uri) => {
      expect(listed(decide([`<${uri}>`], { held: [heldA] }))).toHaveLength(2);
    },
  );

  it('is removed by expires=0, and the others stay', () => {
    const other = bindingOf({ key: 'b', contact: 'sip:b@192.0.2.2' });
    const decision = decide([`${A};expires=0`], { held: [heldA, other] });
    expect(removed(decision)).toEqual([[heldA.key, 'unregistered']]);
    expect(listed(decision)).toEqual(['<sip:b@192.0.2.2>;expires=60']);
  });

  it('may be removed when it is not there', () => {
    expect(decide([`${A};expires=0`])).toMatchObject({ status: 200, changes: [] });
  });

  it.each([9, 8])('MUST NOT be changed by the same Call-ID with CSeq %i after 9', (cseq) => {
    for (const contact of [A, `${A};expires=0`]) {
      expect(decide([contact], { held: [heldA], cseq })).toMatchObject({ status: 500, changes: [] });
    }
  });

  it('is changed by another Call-ID whatever its CSeq', () => {
    expect(decide([A], { held: [heldA], callId: 'other', cseq: 1 }).status).toBe(200);
  });

  it('spoils the whole request when it is out of order: all or nothing', () => {
    const decision = decide(['<sip:new@192.0.2.7>', A], { held: [heldA], cseq: 9 });
    expect(decision).toMatchObject({ status: 500, changes: [] });
  });
});

describe('a phone with an instance', () => {
  const urn = 'urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6';
  const at = (address: string, more = '') => `<sip:alice@${address}>;+sip.instance="<${urn}>"${more}`;

  it('is known by it, so that a new address replaces the old one', () => {
    const [first] = puts(decide([at('192.0.2.1')]));
    expect(first?.key).toBe(urn);
    const decision = decide([at('198.51.100.7')], { held: first ? [first] : [], cseq: 11 });
    expect(listed(decision)).toEqual([`<sip:alice@198.51.100.7>;expires=3600;+sip.instance="<${urn}>"`]);
    expect(removed(decision)).toEqual([]);
  });

  it('has one binding per reg-id', () => {
    const decision = decide([at('192.0.2.1', ';reg-id=1'), at('192.0.2.2', ';reg-id=2')]);
    expect(puts(decision).map(({ key }) => key)).toEqual([`${urn};reg-id=1`, `${urn};reg-id=2`]);
    expect(listed(decision)[0]).toContain(';reg-id=1');
  });

  it('replaces the binding of the same URI that was made without it', () => {
    const decision = decide([at('192.0.2.1:5060')], { held: [heldA] });
    expect(removed(decision)).toEqual([[heldA.key, 'replaced']]);
    expect(listed(decision)).toHaveLength(1);
  });

  it('is not taken for another phone behind the same URI', () => {
    const other = bindingOf({ key: 'urn:other', instance: 'urn:other', contact: 'sip:alice@192.0.2.1' });
    expect(listed(decide([at('192.0.2.1')], { held: [other] }))).toHaveLength(2);
  });
});

describe('the limit of ten bindings', () => {
  const ten = Array.from({ length: 10 }, (_, i) =>
    bindingOf({ key: `k${i}`, contact: `sip:k${i}@192.0.2.1` }),
  );

  it('lets the one refreshed longest ago give way', () => {
    const decision = decide([A], { held: ten });
    expect(removed(decision)).toEqual([['k0', 'crowded-out']]);
    expect(listed(decision)).toHaveLength(10);
  });

  it('does not count a refresh', () => {
    expect(removed(decide(['<sip:k0@192.0.2.1>'], { held: ten }))).toEqual([]);
  });
});

describe('the wildcard', () => {
  const held = [heldA, bindingOf({ key: 'b', callId: 'other', cseq: 99 })];

  it('removes all bindings with Expires: 0, everywhere', () => {
    const decision = decide(['*'], { expires: 0, held });
    expect(decision).toMatchObject({ status: 200, elsewhere: '*' });
    expect(removed(decision)).toEqual([
      [heldA.key, 'unregistered'],
      ['b', 'unregistered'],
    ]);
    expect(listed(decision)).toEqual([]);
  });

  it.each([undefined, 1, 3600])('MUST NOT be used with Expires %s', (expires) => {
    expect(decide(['*'], { expires, held })).toMatchObject({ status: 400, changes: [] });
  });

  it('MUST leave all bindings when one of the same Call-ID has a CSeq as high', () => {
    expect(decide(['*'], { expires: 0, held, cseq: 9 })).toMatchObject({ status: 500, changes: [] });
  });
});

describe('what the cluster hears', () => {
  const newsOf = (decision: Decision) =>
    decision.changes.map((change) => (change.kind === 'put' ? change.news : change.reason));

  it.each([
    ['appeared for a new phone', [A], {}, 'appeared'],
    ['nothing for a refresh', [A], { held: [heldA] }, undefined],
    ['moved for another transport', [A], { held: [heldA], flow: tcp }, 'moved'],
    ['present for a refresh after 15 minutes', [A], { held: [heldA], now: T0 + 900_000 }, 'present'],
    ['unregistered for a removal', [`${A};expires=0`], { held: [heldA] }, 'unregistered'],
  ] as const)('is %s', (_what, contacts, over, news) => {
    expect(newsOf(decide(contacts, over))).toEqual([news]);
  });

  it('does not forget when it was last told', () => {
    const refreshed = puts(decide([A], { held: [heldA], now: T0 + 60_000 }))[0];
    expect(refreshed?.recordedAt).toBe(heldA.recordedAt);
    expect(puts(decide([A], { held: [heldA], now: T0 + 900_000 }))[0]?.recordedAt).toBe(T0 + 900_000);
  });
});
