import { describe, expect, it } from '@jest/globals';
import { canonicalHost, canonicalIpv6, hostEnd, hostOfAddress, isGroupAddress, isIpLiteral } from './host.ts';

describe('IPv6 addresses', () => {
  it.each([
    ['::', '0:0:0:0:0:0:0:0'],
    ['::1', '0:0:0:0:0:0:0:1'],
    ['1::', '1:0:0:0:0:0:0:0'],
    ['2001:DB8::8:800:200C:417A', '2001:db8:0:0:8:800:200c:417a'],
    ['1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7:8'],
    ['0001:02:003:4:5:6:7:8', '1:2:3:4:5:6:7:8'],
    ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0'],
    ['::ffff:192.0.2.1', '0:0:0:0:0:ffff:c000:201'],
    ['1:2:3:4:5:6:192.0.2.1', '1:2:3:4:5:6:c000:201'],
  ])('%s', (text, canonical) => expect(canonicalIpv6(text)).toBe(canonical));

  it.each([
    '',
    ':',
    ':::',
    '1',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4::5:6:7:8',
    '1::2::3',
    '12345::',
    'g::',
    '::1%eth0',
    '1.2.3.4',
    '::1.2.3',
    '::1.2.3.256',
    '1.2.3.4::',
    ' ::1',
    ':'.repeat(1_000),
  ])('%j is none', (text) => expect(canonicalIpv6(text)).toBeUndefined());
});

describe('hosts', () => {
  it.each([
    ['192.0.2.1', true],
    ['0.0.0.0', true],
    ['[::1]', true],
    ['256.0.0.1', false],
    ['1.2.3', false],
    ['1.2.3.4.5', false],
    ['1.2.3.a', false],
    ['example.com', false],
    ['[::1', false],
    ['[x]', false],
    ['', false],
  ])('%s is an address: %j', (host, literal) => expect(isIpLiteral(host)).toBe(literal));

  it.each([
    ['Example.COM', 'example.com'],
    ['[2001:DB8::1]', '[2001:db8:0:0:0:0:0:1]'],
    ['192.0.2.1', '192.0.2.1'],
  ])('%s is %s for comparing', (host, canonical) => expect(canonicalHost(host)).toBe(canonical));

  it.each([
    ['255.255.255.255', true],
    ['224.0.1.75', true],
    ['239.255.255.255', true],
    ['[ff02::1]', true],
    ['[FF02::1]', true],
    ['192.0.2.255', false],
    ['240.0.0.1', false],
    ['[fe80::1]', false],
    ['ff02.example.com', false],
  ])('%s reaches more than one host: %j', (host, group) => expect(isGroupAddress(host)).toBe(group));

  it('of a socket address: IPv6 gets brackets', () => {
    expect(hostOfAddress('::1')).toBe('[::1]');
    expect(hostOfAddress('192.0.2.1')).toBe('192.0.2.1');
  });

  it.each([
    ['a.b-c_d:5060', 0, 7],
    ['x@host;p', 2, 6],
    ['[::1]:5060', 0, 5],
    ['[::1', 0, -1],
    ['', 0, -1],
    [':5060', 0, -1],
    ['a', 1, -1],
  ])('%j from %i ends at %i', (text, from, end) => expect(hostEnd(text, from)).toBe(end));
});
