import { describe, expect, it } from '@jest/globals';
import { deriveKey, digestCredentials, seal, sealCredentials, unseal, unsealCredentials } from './index.ts';

const ring = (current: string, ...ids: string[]) => ({
  current,
  keys: new Map([current, ...ids].map((id) => [id, Buffer.alloc(32, id)])),
});

describe('sealing', () => {
  it('opens what it sealed, also after the current key has changed', () => {
    const sealed = seal(ring('k1'), 'secret', { bound: 'CL1' });
    expect(sealed).not.toContain('secret');
    expect(unseal(ring('k2', 'k1'), sealed, 'CL1')).toBe('secret');
  });

  it('never seals the same secret to the same text', () => {
    expect(seal(ring('k1'), 'secret', { bound: 'CL1' })).not.toBe(
      seal(ring('k1'), 'secret', { bound: 'CL1' }),
    );
  });

  it('refuses a value that was moved to another Client, changed, or malformed', () => {
    const sealed = seal(ring('k1'), 'secret', { bound: 'CL1' });
    const last = sealed.at(-2) === 'A' ? 'B' : 'A';
    for (const [text, bound] of [
      [sealed, 'CL2'],
      [sealed.slice(0, -2) + last + sealed.slice(-1), 'CL1'],
      ['v1.k1.', 'CL1'],
      ['nonsense', 'CL1'],
    ] as const) {
      expect(() => unseal(ring('k1'), text, bound)).toThrow(expect.objectContaining({ code: 'SEAL_BROKEN' }));
    }
  });

  it('tells an unknown key id apart, as it may arrive later', () => {
    const sealed = seal(ring('k9'), 'secret', { bound: 'CL1' });
    expect(() => unseal(ring('k1'), sealed, 'CL1')).toThrow(
      expect.objectContaining({ code: 'SEAL_UNKNOWN_KEY' }),
    );
  });

  it('derives different keys for different purposes', () => {
    const key = Buffer.alloc(32, 1);
    expect(deriveKey(key, 'nonce')).toHaveLength(32);
    expect(deriveKey(key, 'nonce').equals(deriveKey(key, 'other'))).toBe(false);
  });
});

describe('digest credentials', () => {
  it('are the HA1 of RFC 7616 section 3.9.1', () => {
    const mufasa = { login: 'Mufasa', domain: 'http-auth@example.org', password: 'Circle of Life' };
    expect(digestCredentials(mufasa)).toEqual({
      md5: '3d78807defe7de2157e2b0b6573a855f',
      sha256: '7987c64c30e25f1b74be53f966b49b90f2808aa92faf9a00262392d7b4794232',
    });
  });

  it('survive sealing, bound to their Client', () => {
    const credentials = digestCredentials({ login: 'alice', domain: 'tandem.local', password: 'test' });
    const sealed = sealCredentials(ring('k1'), 'CL1', credentials);
    expect(unsealCredentials(ring('k1'), 'CL1', sealed)).toEqual(credentials);
    expect(() => unsealCredentials(ring('k1'), 'CL2', sealed)).toThrow();
  });
});
