import { describe, expect, it } from '@jest/globals';
import type { TransportName } from '../flow/flow.ts';
import { contactsOf, topViaOf } from '../headers/accessors.ts';
import { field, HeaderBag } from '../headers/header-bag.ts';
import { isBehindNat } from './nat.ts';

const behindNat = (
  via: string,
  contact: string,
  source: string,
  transport: TransportName = 'udp',
): boolean => {
  const message = { headers: new HeaderBag([field('Via', `SIP/2.0/UDP ${via}`), field('Contact', contact)]) };
  const [address = '', port] = source.split(/:(?=\d+$)/);
  const [top, contacts] = [topViaOf(message), contactsOf(message)];
  if (!top.ok || !contacts.ok) throw new Error('test message');
  const remote = { address, port: Number(port) };
  return isBehindNat(top.value, contacts.value, { transport, remote, local: remote });
};

describe('NAT', () => {
  it.each([
    ['everything is the same', '192.0.2.1:5060;branch=z', '<sip:a@192.0.2.1:5060>', '192.0.2.1:5060'],
    [
      'a private phone on the same private net',
      '10.0.0.5:5060;rport',
      '<sip:a@10.0.0.5:5060>',
      '10.0.0.5:5060',
    ],
    ['names say nothing', 'phone.example;branch=z', '<sip:a@phone.example>', '192.0.2.1:5060'],
    ['a port that differs without rport', '192.0.2.1:5060', '<sip:a@192.0.2.1>', '192.0.2.1:40000'],
    ['IPv6 written otherwise', '[2001:DB8::1]:5060', '<sip:a@[2001:db8:0::1]>', '2001:db8::1:5060'],
    ['a public Contact elsewhere', '192.0.2.1', '<sip:a@198.51.100.1>', '192.0.2.1:5060'],
    ['the wildcard', '192.0.2.1', '*', '192.0.2.1:5060'],
  ])('is not assumed: %s', (_what, via, contact, source) => {
    expect(behindNat(via, contact, source)).toBe(false);
  });

  it.each([
    ['another address in Via', '10.0.0.5:5060', '<sip:a@example.com>', '192.0.2.1:5060'],
    [
      'another port although rport was asked for',
      '192.0.2.1:5060;rport',
      '<sip:a@192.0.2.1>',
      '192.0.2.1:40000',
    ],
    ['a private Contact', 'phone.example', '<sip:a@192.168.1.9>', '192.0.2.1:5060'],
    ['a loopback Contact', 'phone.example', '<sip:a@127.0.0.1>', '192.0.2.1:5060'],
    ['one private Contact of two', 'phone.example', '<sip:a@192.0.2.1>,<sip:a@10.1.1.1>', '192.0.2.1:5060'],
  ])('is seen by %s', (_what, via, contact, source) => {
    expect(behindNat(via, contact, source)).toBe(true);
  });

  it('is not seen by the port of a stream, which is never the one listened on', () => {
    expect(behindNat('192.0.2.1:5060;rport', '<sip:a@192.0.2.1>', '192.0.2.1:40000', 'tcp')).toBe(false);
  });
});
