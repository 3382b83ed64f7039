import { describe, expect, it } from '@jest/globals';
import { seededRandom } from '@tandem/kernel/testing';
import { TokenSource } from './token-source.ts';

describe('TokenSource', () => {
  it('gives two digits a byte and never the same token, also when its pool runs out', () => {
    const tokens = new TokenSource(seededRandom(7));
    const seen = new Set(Array.from({ length: 3000 }, () => tokens.hex(6)));
    expect(seen.size).toBe(3000);
    for (const token of seen) expect(token).toMatch(/^[0-9a-f]{12}$/);
  });

  it('asks for randomness in large pieces', () => {
    let calls = 0;
    const tokens = new TokenSource({ float: () => 0, bytes: (count) => ((calls += 1), Buffer.alloc(count)) });
    for (let i = 0; i < 600; i++) tokens.hex(6);
    expect(calls).toBe(1);
  });
});
