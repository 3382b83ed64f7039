import { describe, expect, it } from '@jest/globals';
import { plainAddress } from './socket-address.ts';

describe('the address of a peer', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['::1', '::1'],
    ['2001:db8::1', '2001:db8::1'],
    ['::ffff:c000:201', '::ffff:c000:201'],
    ['', ''],
  ])('%s is kept as %s', (reported, kept) => {
    expect(plainAddress(reported)).toBe(kept);
  });
});
