import { describe, expect, it } from '@jest/globals';
import { computeHa1, computeHa1s, digestResponse, ha1Of } from './digest.ts';

describe('digest', () => {
  const mufasa = { login: 'Mufasa', realm: 'http-auth@example.org', password: 'Circle of Life' };
  const answer = {
    method: 'GET',
    uri: '/dir/index.html',
    nonce: '7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v',
    qop: { value: 'auth', nc: '00000001', cnonce: 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ' },
  };

  it.each([
    ['MD5', '8ca523f5e9506fed4657c9700eebdbec'],
    ['SHA-256', '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1'],
  ] as const)('gives the %s response of the example in RFC 7616 §3.9.1', (algorithm, response) => {
    const ha1 = computeHa1(algorithm, mufasa);
    expect(digestResponse({ ...answer, algorithm, ha1 })).toBe(response);
  });

  it('gives the response without qop of the example in RFC 2069 §2.4 (with its erratum)', () => {
    const ha1 = computeHa1('MD5', {
      login: 'Mufasa',
      realm: 'testrealm@host.com',
      password: 'CircleOfLife',
    });
    const nonce = 'dcd98b7102dd2f0e8b11d0f600bfb0c093';
    expect(digestResponse({ algorithm: 'MD5', ha1, method: 'GET', uri: '/dir/index.html', nonce })).toBe(
      '1949323746fe6a43ef61f9606e7febea',
    );
  });

  it('answers another method or digest URI with another response, whatever was asked before', () => {
    const ha1 = computeHa1('MD5', mufasa);
    const ask = (method: string, uri: string) =>
      digestResponse({ ...answer, algorithm: 'MD5', ha1, method, uri });
    const asked = [ask('GET', '/a'), ask('GET', '/b'), ask('PUT', '/b'), ask('GET', '/a')];
    expect(new Set(asked).size).toBe(3);
    expect(asked[3]).toBe(asked[0]);
  });

  it('has the HA1 of both algorithms at hand', () => {
    const both = computeHa1s({ login: 'alice', realm: 'tandem.local', password: 'wonderland' });
    expect(ha1Of(both, 'MD5')).toBe(
      computeHa1('MD5', { login: 'alice', realm: 'tandem.local', password: 'wonderland' }),
    );
    expect(ha1Of(both, 'SHA-256')).toHaveLength(64);
  });

  it('hashes a password of any script as UTF-8', () => {
    expect(computeHa1('MD5', { login: 'a', realm: 'b', password: 'pässwörd' })).toBe(
      computeHa1('MD5', { login: 'a', realm: 'b', password: 'p\u00e4ssw\u00f6rd' }),
    );
  });
});
