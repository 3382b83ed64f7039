import { describe, expect, it } from '@jest/globals';
import { parseArguments } from './parse-arguments.ts';

const SID = `CL${'a'.repeat(32)}`;

describe('parseArguments', () => {
  it('reads a call, its fields by their published names', () => {
    const args = [
      'clients',
      'create',
      '--login',
      'alice',
      '--voice-url',
      'https://a.example/',
      '--wait',
      '20',
    ];
    expect(parseArguments(args)).toEqual({
      ok: true,
      value: {
        kind: 'call',
        call: {
          command: 'clients create',
          target: null,
          fields: { Login: 'alice', VoiceUrl: 'https://a.example/' },
          waitSeconds: 20,
          url: new URL('http://127.0.0.1:8080'),
          account: null,
          json: false,
          grace: null,
          force: false,
        },
      },
    });
  });

  it('keeps an empty value, which clears a field', () => {
    expect(parseArguments(['clients', 'update', SID, '--voice-url', ''])).toMatchObject({
      value: { call: { target: SID, fields: { VoiceUrl: '' } } },
    });
  });

  it.each([
    [
      ['applications', 'delete', 'Reception', '--force'],
      { kind: 'call', call: expect.objectContaining({ target: 'Reception', force: true }) },
    ],
    [['import', 'file.csv', '--json'], { kind: 'tool', tool: 'import', args: ['file.csv', '--json'] }],
    [['dead-letters', 'list'], { kind: 'tool', tool: 'dead-letters', args: ['list'] }],
    [['completion', 'zsh'], { kind: 'completion', shell: 'zsh' }],
    [[], { kind: 'help' }],
    [['--help'], { kind: 'help' }],
  ])('reads %j', (args, value) => expect(parseArguments(args)).toEqual({ ok: true, value }));

  it.each([
    [['clients'], /no command "clients"/],
    [['clients', 'dance'], /no command "clients dance"/],
    [['clients', 'get'], /needs SID\|LOGIN/],
    [['clients', 'get', 'a', 'b', 'c'], /nothing to do with "b c"/],
    [['clients', 'list', 'alice'], /nothing to do with "alice"/],
    [['clients', 'update', SID, '--login', 'bob'], /--login/],
    [['clients', 'get', SID, '--wait', '5'], /--wait/],
    [['clients', 'delete', SID, '--force'], /--force/],
    [['numbers', 'update', '411', '--phone-number', '412'], /--phone-number/],
    [['clients', 'delete', SID, '--wait', '61'], /--wait takes 0 to 60/],
    [['clients', 'list', '--url', 'nowhere'], /--url is not a URL/],
    [['completion', 'fish'], /bash or zsh/],
  ])('refuses %j', (args, why) => {
    expect(parseArguments(args)).toEqual({ ok: false, error: expect.stringMatching(why) });
  });
});
