import { describe, expect, it } from '@jest/globals';
import { DIGEST_POLICIES, DomainTable } from '@tandem/sip';
import { DirectoryDomains } from './directory-domains.ts';

const tandem = { name: 'tandem.local', digest: DIGEST_POLICIES.md5 };

const open = (domainOf: (host: string) => string | null) => {
  const errors: unknown[] = [];
  const domains = new DirectoryDomains({
    configured: new DomainTable({ domains: [], defaultDomain: tandem, ownNames: ['localhost'] }),
    directory: { domainOf },
    digest: DIGEST_POLICIES.sha256,
    onError: (error) => errors.push(error),
  });
  return { domains, errors };
};

describe('DirectoryDomains', () => {
  it('asks the configuration first, then the accounts, whatever the case', () => {
    const { domains } = open((host) =>
      host === 'localhost' || host === 'sip.one.example' ? 'one.example' : null,
    );
    expect(domains.resolve('TANDEM.local')).toBe(tandem);
    expect(domains.resolve('localhost')).toBe(tandem);
    expect(domains.resolve('192.0.2.1')).toBe(tandem);
    expect(domains.resolve('SIP.One.example')).toEqual({
      name: 'one.example',
      digest: DIGEST_POLICIES.sha256,
    });
    expect(domains.resolve('sip.one.example')).toBe(domains.resolve('SIP.one.example'));
    expect(domains.resolve('two.example')).toBeUndefined();
  });

  it('tells when the cache cannot be read, and goes on', () => {
    const broken = new Error('the cache is damaged');
    const { domains, errors } = open(() => {
      throw broken;
    });
    expect(domains.resolve('one.example')).toBeUndefined();
    expect(domains.resolve('tandem.local')).toBe(tandem);
    expect(errors).toEqual([broken]);
  });
});
