import { describe, expect, it } from '@jest/globals';
import { parseArguments } from './index.ts';

const parse = (line: string) => parseArguments(line.split(' '));

describe('phone arguments', () => {
  it('default to UDP, MD5 and port 5060', () => {
    expect(parse('register alice test 127.0.0.1')).toEqual({
      ok: true,
      value: {
        command: 'register',
        login: 'alice',
        password: 'test',
        host: '127.0.0.1',
        port: 5060,
        transport: 'udp',
        algorithms: ['MD5'],
        domain: undefined,
      },
    });
  });

  it('take options anywhere', () => {
    expect(parse('--tcp query alice --domain tandem.local test [::1]:5160 --sha256')).toMatchObject({
      ok: true,
      value: { host: '::1', port: 5160, transport: 'tcp', algorithms: ['SHA-256'], domain: 'tandem.local' },
    });
  });

  it.each([
    ['', 'command'],
    ['call alice test host', 'command'],
    ['register alice', 'LOGIN'],
    ['register alice test host more', 'LOGIN'],
    ['register alice test host:99999', 'HOST'],
    ['register alice test host --tls', '--tls'],
  ])('refuse %j', (line, word) => {
    const parsed = parse(line);
    expect(parsed.ok).toBe(false);
    expect(JSON.stringify(parsed)).toContain(word);
  });
});
