import { beforeEach, describe, expect, it } from '@jest/globals';
import { field } from '../headers/header-bag.ts';
import { routesOf, viasOf } from '../headers/accessors.ts';
import { buildRequest } from '../message/build-request.ts';
import { CallWorld } from '../testing/call-world.ts';
import type { FakePhone } from '../testing/call-world.ts';
import { UnitTokens } from './unit-token.ts';

const tokens = new UnitTokens({ current: Buffer.alloc(32, 9) });

let world: CallWorld;
/** Another unit, as far as this one can tell. */
let unit: FakePhone;
let bob: FakePhone;

beforeEach(() => {
  world = new CallWorld({ unitTokens: tokens });
  unit = world.stranger('unit', 5070);
  bob = world.phone('bob', 5062);
});

const sidOfBob = (): string => {
  const found = world.unit.credentials.lookup('tandem.local', 'bob');
  return found.kind === 'found' ? found.sid : '';
};

const ask = (token: string, callId = 'between-units') =>
  unit.send(
    buildRequest({
      method: 'INVITE',
      requestUri: bob.contact,
      via: unit.via(),
      from: '<sip:alice@tandem.local>;tag=alice',
      to: '<sip:bob@tandem.local>',
      callId,
      cseq: 5,
      headers: [
        field('Route', `<sip:${token}@127.0.0.1:5060;lr>`),
        field('Record-Route', '<sip:0123@192.0.2.9:5060;lr>'),
        field('Contact', '<sip:alice@192.0.2.77>'),
      ],
    }),
  );

const mint = (key = bob.contact, callId = 'between-units'): string =>
  tokens.mint({ sid: sidOfBob(), key }, 'cp-2', { callId, now: world.unit.now });

describe('a call that another unit brings', () => {
  it('rings the phone that it names, unasked who it is, and is no record here', () => {
    ask(mint());
    expect(unit.statuses).toEqual([100]);
    const got = bob.request('INVITE');
    const [vias, routes] = [viasOf(got), routesOf(got)];
    expect(vias.ok && vias.value).toHaveLength(2);
    expect(routes.ok && routes.value).toEqual([]);
    bob.answer(got, 180);
    bob.answer(got, 200);
    expect(unit.statuses).toEqual([100, 180, 200]);
    expect(world.reports).toEqual([]);
  });

  it('carries its dialog both ways, and leaves the other unit’s Route where it is', () => {
    ask(mint());
    const accepted = bob.answer(bob.request('INVITE'), 200);
    bob.within('BYE', accepted, { called: false, cseq: 1 });
    const bye = unit.request('BYE');
    const routes = routesOf(bye);
    expect(routes.ok && routes.value.map(({ uriText }) => uriText)).toEqual(['sip:0123@192.0.2.9:5060;lr']);
    unit.answer(bye, 200);
    expect(bob.statuses).toEqual([200]);
  });

  it('is told that the phone has gone (430)', () => {
    ask(mint('sip:bob@192.0.2.1:9999'));
    expect(unit.statuses).toEqual([430]);
  });

  it.each<[string, () => string]>([
    ['of another call', () => mint(bob.contact, 'another')],
    [
      'of a stranger',
      () =>
        new UnitTokens({ current: Buffer.alloc(32, 8) }).mint({ sid: sidOfBob(), key: bob.contact }, 'cp-2', {
          callId: 'between-units',
          now: world.unit.now,
        }),
    ],
    ['that is none', () => 'bob'],
  ])('with a token %s is challenged as anybody is', (_what, token) => {
    ask(token());
    expect(unit.statuses).toEqual([407]);
    expect(bob.got).toEqual([]);
  });

  it('with a token that is too old is challenged as anybody is', () => {
    const token = mint();
    world.pass(60_000);
    ask(token);
    expect(unit.statuses).toEqual([407]);
  });
});

describe('a call to a phone that another unit holds', () => {
  it('goes to that unit with a token for it; 430 from there is an absent phone', () => {
    world = new CallWorld({ unitTokens: tokens });
    const alice = world.phone('alice', 5061);
    unit = world.stranger('unit', 5070);
    const sid = world.unit.credentials.add('carol', 'secret');
    world.elsewhere.set(sid, [
      { key: 'k', contact: 'sip:carol@192.0.2.50', unitAddress: { address: '192.0.2.1', port: 5070 } },
    ]);
    const { headers } = alice.invite('carol');
    const got = unit.request('INVITE');
    expect(got.requestUri).toBe('sip:carol@192.0.2.50');
    const route = routesOf(got);
    const uri = route.ok ? route.value[0]?.uri : undefined;
    const token = uri !== undefined && 'user' in uri ? (uri.user ?? '') : '';
    const callId = headers.first('call-id') ?? '';
    expect(tokens.check(token, { callId, now: world.unit.now })).toEqual({ sid, key: 'k' });
    unit.answer(got, 430);
    expect(alice.statuses).toEqual([407, 100, 480]);
    expect(world.report).toMatchObject({ status: 'no-answer' });
  });

  it('is none when that unit cannot be reached', () => {
    world = new CallWorld({ unitTokens: tokens });
    const alice = world.phone('alice', 5061);
    unit = world.stranger('unit', 5070);
    world.gone.add(unit);
    const sid = world.unit.credentials.add('carol', 'secret');
    const unitAddress = { address: '192.0.2.1', port: 5070 };
    world.elsewhere.set(sid, [{ key: 'k', contact: 'sip:carol@192.0.2.50', unitAddress }]);
    alice.invite('carol');
    expect(alice.statuses).toEqual([407, 100, 480]);
  });
});
