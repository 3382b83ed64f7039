import { describe, expect, it } from '@jest/globals';
import { DIGEST_POLICIES } from '../auth/policy.ts';
import { DomainTable } from './domain-table.ts';

const tandem = { name: 'tandem.local', digest: DIGEST_POLICIES.md5 };
const acme = { name: 'acme.example', digest: DIGEST_POLICIES.sha256 };
const table = new DomainTable({
  domains: [{ domain: acme, aliases: ['sip.acme.example', '192.0.2.77', '[2001:DB8::7]'] }],
  defaultDomain: tandem,
  ownNames: ['localhost'],
});

describe('DomainTable', () => {
  it.each([
    ['a domain by its name', 'acme.example', acme],
    ['whatever its case', 'ACME.Example', acme],
    ['a domain by an alias', 'sip.acme.example', acme],
    ['a domain by an aliased address', '192.0.2.77', acme],
    ['an aliased IPv6 address in any case', '[2001:db8::7]', acme],
    ['the default domain by its name', 'tandem.local', tandem],
    ['the default domain by a name of the unit', 'localhost', tandem],
    ['the default domain by any other address', '203.0.113.9', tandem],
    ['the default domain by any other IPv6 address', '[::1]', tandem],
  ])('finds %s', (_what, host, domain) => {
    expect(table.resolve(host)).toBe(domain);
  });

  it('finds an address again, and does not confuse it with the next', () => {
    const hosts = ['203.0.113.9', '203.0.113.9', '192.0.2.77', '203.0.113.9', 'evil.example'];
    expect(hosts.map((host) => table.resolve(host))).toEqual([tandem, tandem, acme, tandem, undefined]);
  });

  it.each(['evil.example', 'acme.example.evil', '', '1.2.3', 'constructor'])('%p is none of ours', (host) => {
    expect(table.resolve(host)).toBeUndefined();
  });
});
