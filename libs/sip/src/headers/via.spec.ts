import { describe, expect, it } from '@jest/globals';
import { readWhole } from './read.ts';
import { formatVia, readTopVia, readVia } from './via.ts';

const read = (text: string): unknown => {
  const via = readWhole('via', text, readVia);
  if (!via.ok) return via.error.why;
  const { transport, host, port, params, branch } = via.value;
  return [transport, host, port, params.toString(), branch];
};

describe('Via (RFC 3261 §20.42)', () => {
  it.each([
    ['SIP/2.0/UDP h', ['UDP', 'h', undefined, '', undefined]],
    ['SIP/2.0/UDP h:5060;branch=z9hG4bKx', ['UDP', 'h', 5060, ';branch=z9hG4bKx', 'z9hG4bKx']],
    ['SIP/2.0/WSS a.invalid;branch=b;rport', ['WSS', 'a.invalid', undefined, ';branch=b;rport', 'b']],
    ['SIP/2.0/TCP [2001:db8::1]:5060;Branch=b', ['TCP', '[2001:db8::1]', 5060, ';Branch=b', 'b']],
    ['SIP / 2.0 / UDP  h : 5060 ; a = b', ['UDP', 'h', 5060, ';a=b', undefined]],
    ['SIP/2.0/  UDP h', ['UDP', 'h', undefined, '', undefined]],
    ['SIP/7.0/UDP h', ['UDP', 'h', undefined, '', undefined]],
    ['SIP/2.0/TLS-SCTP h', ['TLS-SCTP', 'h', undefined, '', undefined]],
    ['SIP/2.0/UDP h;received=::1', ['UDP', 'h', undefined, ';received=::1', undefined]],
  ])('%s', (text, expected) => expect(read(text)).toEqual(expected));

  it.each([
    ['', 'sent-protocol'],
    ['SIP/2.0', 'sent-protocol'],
    ['SIP/2.0/', 'transport'],
    ['SIP/2.0/UDP', 'no blank between transport and sent-by'],
    ['SIP/2.0/UDP ', 'sent-by host'],
    ['SIP/2.0/UDP/h', 'no blank between transport and sent-by'],
    ['SIP/2.0/UDP ;branch=x', 'sent-by host'],
    ['SIP/2.0/UDP h:', 'sent-by port'],
    ['SIP/2.0/UDP h:99999', 'sent-by port'],
    ['SIP/2.0/UDP h:x', 'sent-by port'],
    ['SIP/2.0/UDP h h', 'surplus behind the value'],
    ['SIP/2.0/UDP h;;branch=x', 'parameter without a name'],
    ['SIP/2.0/UDP h;branch=a;branch=b', 'parameter repeated'],
    ['SIP/2.0/UDP [::1', 'sent-by host'],
  ])('%j: %s', (text, why) => expect(read(text)).toBe(why));

  it('of the top is read alone', () => {
    const top = readWhole('via', 'SIP/2.0/UDP a;branch=1 , nonsense ;;', readTopVia);
    expect(top.ok && [top.value.host, top.value.branch]).toEqual(['a', '1']);
    expect(readWhole('via', 'SIP/2.0/UDP a nonsense', readTopVia).ok).toBe(false);
  });

  it('is written as it is read', () => {
    const text = 'SIP/2.0/TCP [::1]:5060;branch=z9hG4bKx;rport';
    const via = readWhole('via', text, readVia);
    expect(via.ok && formatVia(via.value)).toBe(text);
  });
});
