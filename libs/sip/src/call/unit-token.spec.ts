import { describe, expect, it } from '@jest/globals';
import { UnitTokens } from './unit-token.ts';

const [one, two, three] = [1, 2, 3].map((octet) => Buffer.alloc(32, octet)) as [Buffer, Buffer, Buffer];
const binding = { sid: 'CLa0000000000000000000000000000001', key: 'sip:bob@192.0.2.1:5060;x="ü"' };
const now = 1_700_000_000_000;
const context = { callId: 'call-1@phone', now };

describe('a token of a unit', () => {
  const tokens = new UnitTokens({ current: one });
  const token = tokens.mint(binding, 'cp-1', context);

  it('names the binding, for its call and a minute, in characters that a URI takes as they are', () => {
    expect(token).toMatch(/^[\w-]+\.[\w-]{43}$/);
    expect(tokens.check(token, context)).toEqual(binding);
    expect(tokens.check(token, { ...context, now: now + 59_999 })).toEqual(binding);
    expect(tokens.check(token, { ...context, now: now + 60_000 })).toBeUndefined();
    expect(tokens.check(token, { ...context, callId: 'another' })).toBeUndefined();
  });

  it('is one of units that share a key, also over a rotation', () => {
    expect(new UnitTokens({ current: two, previous: one }).check(token, context)).toEqual(binding);
    expect(new UnitTokens({ current: two }).check(token, context)).toBeUndefined();
    expect(new UnitTokens({ current: two, previous: three }).check(token, context)).toBeUndefined();
  });

  it.each([
    '',
    '.',
    'a.b',
    token.slice(0, -1),
    `x${token}`,
    `${token}.more`,
    'alice',
    `${'a'.repeat(2000)}.${'b'.repeat(43)}`,
  ])('is not %j', (forged) => {
    expect(tokens.check(forged, context)).toBeUndefined();
  });
});
