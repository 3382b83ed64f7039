import { describe, expect, it } from '@jest/globals';
import { parseAdvertised } from './advertised.ts';

describe('SIP_ADVERTISE', () => {
  it.each([
    ['sip.example.com', { host: 'sip.example.com', port: null }],
    ['cp-1:5070', { host: 'cp-1', port: 5070 }],
    ['192.0.2.9:5060', { host: '192.0.2.9', port: 5060 }],
    ['[2001:DB8::9]:5060', { host: '[2001:DB8::9]', port: 5060 }],
  ])('may be %s', (text, value) => {
    expect(parseAdvertised(text)).toEqual({ ok: true, value });
  });

  it.each(['', 'a b', 'sip:host', 'host:', 'host:0', 'host:65536', '2001:db8::9', 'host:port', '-host'])(
    'is not %j',
    (text) => {
      expect(parseAdvertised(text).ok).toBe(false);
    },
  );
});
