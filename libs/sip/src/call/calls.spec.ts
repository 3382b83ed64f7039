import { beforeEach, describe, expect, it } from '@jest/globals';
import { recordRoutesOf, routesOf, viasOf } from '../headers/accessors.ts';
import { CallWorld } from '../testing/call-world.ts';
import type { FakePhone } from '../testing/call-world.ts';

let world: CallWorld;
let alice: FakePhone;
let bob: FakePhone;

beforeEach(() => {
  world = new CallWorld();
  alice = world.phone('alice', 5061);
  bob = world.phone('bob', 5062);
});

/** Bob takes Alice's call. */
const talk = () => {
  alice.invite('bob');
  bob.answer(bob.request('INVITE'), 180);
  bob.answer(bob.request('INVITE'), 200);
  const accepted = alice.response(200);
  alice.within('ACK', accepted, { called: true });
  return accepted;
};

const statusesOfReports = (): readonly string[] => world.reports.map(({ status }) => status);

describe('a call from one phone to another', () => {
  it('rings, is taken, and is hung up by the caller', () => {
    const accepted = talk();
    expect(alice.statuses).toEqual([407, 100, 180, 200]);
    expect(bob.methods).toEqual(['INVITE', 'ACK']);
    alice.within('BYE', accepted, { called: true, cseq: 3 });
    bob.answer(bob.request('BYE'), 200);
    expect(alice.statuses.at(-1)).toBe(200);
    expect(statusesOfReports()).toEqual(['queued', 'ringing', 'in-progress', 'completed']);
    expect(world.report).toMatchObject({
      callId: 'call-of-alice5061',
      caller: { login: 'alice' },
      dialled: 'bob',
      sipCode: 200,
      endedBy: 'caller',
      ringingAt: expect.any(Number),
      answeredAt: expect.any(Number),
      endedAt: expect.any(Number),
    });
  });

  it('is hung up by the callee', () => {
    const accepted = talk();
    bob.within('BYE', accepted, { called: false, cseq: 1 });
    alice.answer(alice.request('BYE'), 200);
    expect(bob.statuses).toEqual([200]);
    expect(world.report).toMatchObject({ status: 'completed', endedBy: 'callee' });
  });

  it('passes Call-ID, tags and bodies untouched, and puts its Via and Record-Route on top (RFC 3261 §16.6)', () => {
    const sent = alice.invite('bob', [['X-Custom', 'kept']]);
    const got = bob.request('INVITE');
    for (const key of ['call-id', 'from', 'to', 'cseq', 'contact', 'x-custom', 'content-type'] as const) {
      expect(got.headers.first(key)).toBe(sent.headers.first(key));
    }
    expect(got.body).toEqual(sent.body);
    expect(got.requestUri).toBe(bob.contact);
    expect(got.headers.first('max-forwards')).toBe('69');
    expect(got.headers.has('proxy-authorization')).toBe(false);
    const [vias, routes] = [viasOf(got), recordRoutesOf(got)];
    expect(vias.ok && vias.value.map(({ host, port }) => `${host}:${port}`)).toEqual([
      '127.0.0.1:5060',
      '192.0.2.1:5061',
    ]);
    expect(routes.ok && routes.value.map(({ uriText }) => uriText)).toEqual([
      expect.stringMatching(/^sip:[0-9a-f]{18}@127\.0\.0\.1:5060;lr$/),
    ]);
  });

  it('takes its own Route off requests within the dialog, and adds no Record-Route', () => {
    talk();
    const ack = bob.request('ACK');
    const routes = routesOf(ack);
    expect(routes.ok && routes.value).toEqual([]);
    expect(ack.headers.has('record-route')).toBe(false);
    expect(ack.requestUri).toBe(bob.contact);
  });

  it('passes re-INVITE, INFO, UPDATE and PRACK both ways', () => {
    const accepted = talk();
    let cseq = 3;
    for (const method of ['INFO', 'UPDATE', 'PRACK', 'INVITE']) {
      alice.within(method, accepted, { called: true, cseq: cseq++ });
      bob.answer(bob.request(method), 200);
      bob.within(method, accepted, { called: false, cseq: cseq++ });
      alice.answer(alice.request(method), 200);
    }
    expect(alice.statuses.slice(4)).toEqual([200, 200, 200, 100, 200]);
    expect(bob.statuses).toEqual([200, 200, 200, 100, 200]);
    expect(statusesOfReports()).toEqual(['queued', 'ringing', 'in-progress']);
  });

  it('is known by Call-ID and both tags: anything else is in no dialog (481)', () => {
    const accepted = talk();
    const eve = world.phone('eve', 5066);
    const bye = alice.within('BYE', accepted, { called: true, cseq: 9 });
    expect(bob.methods.filter((method) => method === 'BYE')).toHaveLength(1);
    const forged = { ...bye, headers: bye.headers.replaced('To', '<sip:bob@tandem.local>;tag=guessed') };
    eve.send({ ...forged, headers: forged.headers.replaced('Via', eve.via()) });
    expect(eve.statuses).toEqual([481]);
  });
});

describe('a call that nobody takes', () => {
  it.each([
    [486, 'busy'],
    [603, 'failed'],
    [480, 'no-answer'],
  ] as const)('ends with what the phone says: %d is %s', (status, called) => {
    alice.invite('bob');
    bob.answer(bob.request('INVITE'), status);
    expect(alice.statuses).toEqual([407, 100, status]);
    expect(bob.methods).toEqual(['INVITE', 'ACK']);
    expect(world.report).toMatchObject({ status: called, sipCode: status, endedBy: 'callee' });
  });

  it('is cancelled by the caller', () => {
    const sent = alice.invite('bob');
    bob.answer(bob.request('INVITE'), 180);
    const { headers } = sent;
    const cancel = { ...sent, method: 'CANCEL', body: Buffer.alloc(0) };
    alice.send({
      ...cancel,
      headers: headers.without('content-type', 'contact').replaced('CSeq', '2 CANCEL'),
    });
    const got = bob.request('CANCEL');
    const [own, its] = [viasOf(got), viasOf(bob.request('INVITE'))];
    expect(own.ok && own.value).toHaveLength(1);
    expect(own.ok && its.ok && own.value[0]?.branch === its.value[0]?.branch).toBe(true);
    bob.answer(got, 200);
    bob.answer(bob.request('INVITE'), 487);
    expect(alice.statuses).toEqual([407, 100, 180, 200, 487]);
    expect(world.report).toMatchObject({ status: 'canceled', sipCode: 487, endedBy: 'caller' });
  });

  it('is given up when the phone says nothing at all, after 32 s', () => {
    alice.invite('bob');
    world.pass(33_000);
    expect(bob.methods.filter((method) => method === 'INVITE').length).toBe(7);
    expect(alice.statuses.at(-1)).toBe(480);
    expect(world.report).toMatchObject({ status: 'no-answer', endedAt: expect.any(Number) });
  });

  it('is cancelled and given up when it rings for more than three minutes (Timer C)', () => {
    alice.invite('bob');
    bob.answer(bob.request('INVITE'), 180);
    world.pass(170_000);
    bob.answer(bob.request('INVITE'), 180);
    world.pass(170_000);
    expect(bob.methods).not.toContain('CANCEL');
    world.pass(12_000);
    expect(bob.methods).toContain('CANCEL');
    bob.answer(bob.request('INVITE'), 487);
    expect(alice.statuses).toContain(408);
    expect(world.report).toMatchObject({ status: 'no-answer', sipCode: 408, endedBy: 'unit' });
  });

  it('ends even if the phone ignores its CANCEL', () => {
    alice.invite('bob');
    bob.answer(bob.request('INVITE'), 180);
    world.pass(181_000 + 33_000);
    expect(alice.statuses).toContain(408);
  });
});

describe('a phone whose connection has gone', () => {
  it('is none of the call, and the caller is told when there is no other one', () => {
    const second = world.phone('bob', 5063);
    world.gone.add(second);
    alice.invite('bob');
    expect([bob.methods, second.methods]).toEqual([['INVITE'], []]);
    expect(alice.statuses).toEqual([407, 100]);
    bob.answer(bob.request('INVITE'), 486);
    expect(alice.statuses).toEqual([407, 100, 486]);
    world.gone.add(bob);
    const carol = world.phone('carol', 5064);
    carol.invite('bob');
    expect(carol.statuses).toEqual([407, 100, 480]);
    expect(world.report).toMatchObject({ status: 'no-answer', sipCode: 480 });
  });
});

describe('a call that goes nowhere', () => {
  it.each([
    ['nobody', 404],
    ['carol', 480],
    ['disabled', 480],
  ] as const)('to %s is answered with %d, and told', (to, status) => {
    world.unit.credentials.add('carol', 'secret');
    world.phone('disabled', 5069);
    world.unit.credentials.set('disabled', { enabled: false });
    alice.invite(to);
    expect(alice.statuses).toEqual([407, status]);
    expect(bob.got).toEqual([]);
    expect(world.reports).toMatchObject([{ dialled: to, sipCode: status, endedBy: 'unit' }]);
  });

  it('is one too many of its Client', () => {
    for (const callId of ['a', 'b', 'c', 'd', 'e']) alice.invite('bob', [], { callId });
    expect(alice.statuses.filter((status) => status === 100)).toHaveLength(4);
    expect(alice.statuses.at(-1)).toBe(486);
    bob.answer(bob.request('INVITE'), 486);
    alice.invite('bob', [], { callId: 'f' });
    expect(alice.statuses.at(-1)).toBe(100);
  });

  it('is for an application, which nobody else may take', () => {
    const robot = world.phone('robot', 5068);
    robot.invite('bob');
    expect(robot.statuses).toEqual([407, 503]);
    expect(bob.got).toEqual([]);
  });

  it('is refused to a Client that is not registered', () => {
    world.unit.bindings.apply(
      [...world.unit.bindings.list(sidOf('alice'), 0)].map((binding) => ({
        kind: 'remove' as const,
        binding,
        reason: 'unregistered' as const,
      })),
    );
    alice.invite('bob');
    expect(alice.statuses).toEqual([407, 403]);
  });

  it('has had too many hops (483)', () => {
    alice.invite('bob', [], { maxForwards: 0 });
    expect(alice.statuses).toEqual([407, 483]);
    expect(bob.got).toEqual([]);
  });
});

const sidOf = (login: string): string => {
  const found = world.unit.credentials.lookup('tandem.local', login);
  return found.kind === 'found' ? found.sid : '';
};

describe('a call to several phones', () => {
  let second: FakePhone;
  beforeEach(() => {
    second = world.phone('bob', 5063);
  });

  it('rings both; the first to take it has it, and the other one is cancelled', () => {
    alice.invite('bob');
    bob.answer(bob.request('INVITE'), 180);
    second.answer(second.request('INVITE'), 180);
    second.answer(second.request('INVITE'), 200);
    expect(bob.methods).toEqual(['INVITE', 'CANCEL']);
    bob.answer(bob.request('INVITE'), 487);
    expect(alice.statuses).toEqual([407, 100, 180, 180, 200]);
    const accepted = alice.response(200);
    alice.within('ACK', accepted, { called: true });
    expect(second.methods).toEqual(['INVITE', 'ACK']);
    second.within('BYE', accepted, { called: false, cseq: 1 });
    expect(alice.methods).toEqual(['BYE']);
  });

  it('hangs up the phone that took it as well', () => {
    alice.invite('bob');
    bob.answer(bob.request('INVITE'), 200);
    second.answer(second.request('INVITE'), 200);
    expect(second.methods).toEqual(['INVITE', 'ACK', 'BYE']);
    expect(alice.statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(second.request('BYE').headers.first('to')).toContain(`tag=${second.tag}`);
  });

  it('ends with the best of their refusals', () => {
    alice.invite('bob');
    bob.answer(bob.request('INVITE'), 503);
    expect(alice.statuses).toEqual([407, 100]);
    second.answer(second.request('INVITE'), 486);
    expect(alice.statuses).toEqual([407, 100, 486]);
  });

  it('takes 100rel out of Supported, and leaves it where there is one phone', () => {
    alice.invite('bob', [['Supported', 'timer, 100rel, replaces']]);
    expect(bob.request('INVITE').headers.first('supported')).toBe('timer, replaces');
    const carol = world.phone('carol', 5064);
    const dave = world.phone('dave', 5065);
    dave.invite('carol', [['Supported', '100rel']]);
    expect(carol.request('INVITE').headers.first('supported')).toBe('100rel');
  });
});

describe('messages that are lost', () => {
  it('are sent again, and nobody hears anything twice that is no copy', () => {
    world.lose = (send) => send % 3 === 0;
    alice.invite('bob');
    for (let at = 0; at < 20 && !bob.methods.includes('INVITE'); at += 1) world.pass(500);
    bob.answer(bob.request('INVITE'), 486);
    for (let at = 0; at < 20 && !alice.statuses.includes(486); at += 1) world.pass(500);
    expect(alice.statuses).toContain(486);
    expect(world.reports.filter(({ endedAt }) => endedAt !== null)).toHaveLength(1);
  });
});

describe('the longest call', () => {
  it('is ended at both ends', () => {
    world = new CallWorld({ callLimits: { longestMs: 60_000 } });
    alice = world.phone('alice', 5061);
    bob = world.phone('bob', 5062);
    talk();
    world.pass(61_000);
    expect([alice.methods, bob.methods]).toEqual([
      expect.arrayContaining(['BYE']),
      expect.arrayContaining(['BYE']),
    ]);
    const bye = alice.request('BYE');
    expect(bye.headers.first('from')).toContain(`tag=${bob.tag}`);
    expect(bye.requestUri).toBe(alice.contact);
    expect(world.report).toMatchObject({ status: 'completed', endedBy: 'unit' });
  });
});
