import { describe, expect, it } from '@jest/globals';
import { isHostOf, isPrivateHost } from './addresses.ts';

describe('addresses', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1', true],
    ['[::1]', '::1', true],
    ['[2001:DB8:0:0:0:0:0:1]', '2001:db8::1', true],
    ['192.0.2.1', '192.0.2.2', false],
    ['phone.example', '192.0.2.1', false],
    ['[::1]', '127.0.0.1', false],
  ])('host %s names the socket address %s: %s', (host, address, same) => {
    expect(isHostOf(host, address)).toBe(same);
  });

  it.each([
    '10.1.2.3',
    '127.0.0.1',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.20',
    '169.254.9.9',
    '100.64.0.1',
    '100.127.0.1',
    '[fd00::1]',
    '[FE80::1]',
    '[::1]',
    '[0:0:0:0:0:0:0:1]',
  ])('%s is private', (host) => {
    expect(isPrivateHost(host)).toBe(true);
  });

  it.each([
    '192.0.2.1',
    '172.15.0.1',
    '172.32.0.1',
    '192.169.0.1',
    '100.63.0.1',
    '100.128.0.1',
    '11.0.0.1',
    '[2001:db8::1]',
    '[::1f]',
    '[fd::1]',
    'fd00.example.com',
    '10.example.com',
    '10.0.0',
    '',
  ])('%p is not', (host) => {
    expect(isPrivateHost(host)).toBe(false);
  });
});
