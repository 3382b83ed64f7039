import { describe, expect, it } from '@jest/globals';
import { newClaim, renamed } from './sip-domain-names.ts';
import { sipDomainName } from './sip-domain.ts';

describe('the name of a SIP domain', () => {
  it.each([
    ['sip.example.com', 'sip.example.com'],
    ['SIP.Example.COM', 'sip.example.com'],
    ['intranet', 'intranet'],
    ['a-b.1x.example', 'a-b.1x.example'],
    [`${'a'.repeat(63)}.example`, `${'a'.repeat(63)}.example`],
  ])('may be %s', (given, name) => {
    expect(sipDomainName('SipDomain', given)).toEqual({ ok: true, value: name });
  });

  it.each([
    '',
    '192.0.2.1',
    '[2001:db8::1]',
    'localhost',
    'LocalHost',
    'example.com.',
    '.example',
    'a..b',
    '-a.example',
    'a-.example',
    'exam ple',
    'example.com:5060',
    'sip:example.com',
    'a_b.example',
    'münchen.example',
    `${'a'.repeat(64)}.example`,
    `${'a.'.repeat(126)}ab`,
    'example.1',
  ])('is not %j', (given) => {
    expect(sipDomainName('SipDomain', given)).toMatchObject({ ok: false, error: { code: 21343 } });
  });

  it('has no characters that cannot be stored', () => {
    expect(sipDomainName('SipDomain', 'a\u0000b')).toMatchObject({ error: { code: 21313 } });
  });
});

describe('another name for a SIP domain', () => {
  const none = { sipDomain: null };
  const first = renamed(none, 'a.example');
  const second = renamed(first, 'b.example');

  it('is the first one of an account', () => {
    expect(first).toEqual({ sipDomain: 'a.example', sipDomainAliases: [], sipDomainMoving: true });
    expect(newClaim(none, first)).toBe('domain:a.example');
  });

  it('leaves the one before as an alias', () => {
    expect(second).toMatchObject({ sipDomain: 'b.example', sipDomainAliases: ['a.example'] });
    expect(newClaim(first, second)).toBe('domain:b.example');
  });

  it('changes place with an alias, which is claimed already', () => {
    const back = renamed(second, 'a.example');
    expect(back).toMatchObject({ sipDomain: 'a.example', sipDomainAliases: ['b.example'] });
    expect(newClaim(second, back)).toBeNull();
  });

  it('moves nothing when it is the one that the account has', () => {
    const settled = { ...second, sipDomainMoving: false };
    expect(renamed(settled, 'b.example')).toEqual(settled);
    expect(newClaim(settled, renamed(settled, 'b.example'))).toBeNull();
  });
});
