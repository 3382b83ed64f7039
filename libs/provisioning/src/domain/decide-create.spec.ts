import { describe, expect, it } from '@jest/globals';
import {
  aliceCreated,
  aliceState,
  APPLICATION,
  at,
  clients,
  deleted,
  digests,
  NOW,
} from '../testing/client-specification.ts';

const create = (fields: Record<string, string>, requestHmac: string | null = null) =>
  ({ type: 'Create', fields, requestHmac }) as const;

const ALICE = { Login: 'alice', Password: 'test' };

describe('creating a Client', () => {
  it('needs no more than Login and Password', () => {
    clients
      .given()
      .when(create(ALICE))
      .then({
        kind: 'append',
        event: {
          ...aliceCreated({ dateCreated: at(NOW), dateUpdated: at(NOW) }),
          at: NOW,
          password: { credentials: digests('test'), text: 'test' },
        },
      });
  });

  it('takes every published field', () => {
    const fields = {
      ...ALICE,
      FriendlyName: 'Alice Ö. 😀',
      Status: '0',
      VoiceUrl: 'https://example.com/voice',
      VoiceMethod: 'get',
      VoiceFallbackUrl: 'http://example.com/fallback',
      VoiceFallbackMethod: 'Get',
      VoiceApplicationSid: APPLICATION,
    };
    clients
      .given()
      .when(create(fields))
      .thenMatches({
        event: {
          changed: [
            'login',
            'friendlyName',
            'status',
            'voiceUrl',
            'voiceMethod',
            'voiceFallbackUrl',
            'voiceFallbackMethod',
            'voiceApplicationSid',
            'password',
          ],
          state: {
            friendlyName: 'Alice Ö. 😀',
            status: 0,
            voiceUrl: 'https://example.com/voice',
            voiceMethod: 'GET',
            voiceFallbackUrl: 'http://example.com/fallback',
            voiceFallbackMethod: 'GET',
            voiceApplicationSid: APPLICATION,
          },
        },
      });
  });

  it('ignores fields that the page does not name, and their case counts', () => {
    const { decision } = clients
      .given()
      .when(create({ ...ALICE, login: 'bob', IsPushEnabled: 'true', X: '\0' }));
    expect(decision).toMatchObject({ kind: 'append', event: { state: { login: 'alice' } } });
  });

  it('takes an empty field for one that is not set', () => {
    const empty = { FriendlyName: '', VoiceUrl: '', VoiceFallbackUrl: '', VoiceApplicationSid: '' };
    clients
      .given()
      .when(create({ ...ALICE, ...empty }))
      .thenMatches({ event: { state: { ...aliceState, dateCreated: at(NOW), dateUpdated: at(NOW) } } });
  });

  it('hashes the password with login and domain, for MD5 and SHA-256', () => {
    clients
      .given()
      .when(create({ Login: 'Mufasa', Password: 'Circle of Life' }), { domain: 'http-auth@example.org' })
      .thenMatches({
        event: {
          domain: 'http-auth@example.org',
          password: {
            // RFC 7616 §3.9.1
            credentials: {
              md5: '3d78807defe7de2157e2b0b6573a855f',
              sha256: '7987c64c30e25f1b74be53f966b49b90f2808aa92faf9a00262392d7b4794232',
            },
          },
        },
      });
  });
});

describe('a creation under an Idempotency-Key', () => {
  const made = { ...aliceCreated(), requestHmac: 'hmac-1' };

  it('keeps what it stood for', () => {
    clients
      .given()
      .when(create(ALICE, 'hmac-1'))
      .thenMatches({ event: { requestHmac: 'hmac-1' } });
  });

  it('is answered again for the same request', () => {
    clients.given(made).when(create(ALICE, 'hmac-1')).then({ kind: 'replayed' });
  });

  it('is answered again after the Client was deleted', () => {
    clients.given(made, deleted).when(create(ALICE, 'hmac-1')).then({ kind: 'replayed' });
  });

  it('is answered again though the request would be refused now', () => {
    clients
      .given(made)
      .when(create({ ...ALICE, VoiceApplicationSid: APPLICATION }, 'hmac-1'), {
        applicationExists: () => false,
      })
      .then({ kind: 'replayed' });
  });

  it('refuses another request', () => {
    clients.given(made).when(create(ALICE, 'hmac-2')).then({ kind: 'key-reused' });
    clients.given(made, deleted).when(create(ALICE, 'hmac-2')).then({ kind: 'key-reused' });
  });

  it('never takes a Client that had no key for its own', () => {
    clients.given(aliceCreated()).when(create(ALICE)).then({ kind: 'key-reused' });
    clients.given(aliceCreated()).when(create(ALICE, 'hmac-1')).then({ kind: 'key-reused' });
  });
});

describe('a creation that is refused', () => {
  const codes = (fields: Record<string, string>): unknown => {
    const { decision } = clients.given().when(create(fields));
    return decision.kind === 'invalid' ? decision.problems.map(({ field, code }) => [field, code]) : decision;
  };

  it.each<[string, Record<string, string>, [string, number]]>([
    ['no Login', { Login: '' }, ['Login', 21301]],
    ['65 characters of Login', { Login: 'a'.repeat(65) }, ['Login', 21302]],
    ['a Login with @', { Login: 'alice@example.com' }, ['Login', 21303]],
    ['a Login with a colon', { Login: 'a:b' }, ['Login', 21303]],
    ['a Login with a line break', { Login: 'alice\n' }, ['Login', 21313]],
    ['no Password', { Password: '' }, ['Password', 21304]],
    ['129 characters of Password', { Password: 'ä'.repeat(129) }, ['Password', 21305]],
    ['a Password with NUL', { Password: 'a\0b' }, ['Password', 21313]],
    ['a Password with half a surrogate pair', { Password: 'a\ud83d' }, ['Password', 21313]],
    ['65 characters of FriendlyName', { FriendlyName: '😀'.repeat(65) }, ['FriendlyName', 21312]],
    ['a FriendlyName with a tab', { FriendlyName: 'a\tb' }, ['FriendlyName', 21313]],
    ['Status 2', { Status: '2' }, ['Status', 21306]],
    ['Status 01', { Status: '01' }, ['Status', 21306]],
    ['an empty Status', { Status: '' }, ['Status', 21306]],
    ['Status true', { Status: 'true' }, ['Status', 21306]],
    ['VoiceMethod PUT', { VoiceMethod: 'PUT' }, ['VoiceMethod', 21307]],
    ['an empty VoiceMethod', { VoiceMethod: '' }, ['VoiceMethod', 21307]],
    ['VoiceMethod poſt', { VoiceMethod: 'po\u017ft' }, ['VoiceMethod', 21307]],
    ['VoiceFallbackMethod PATCH', { VoiceFallbackMethod: 'PATCH' }, ['VoiceFallbackMethod', 21307]],
    ['a relative VoiceUrl', { VoiceUrl: '/voice' }, ['VoiceUrl', 21308]],
    ['a VoiceUrl of ftp', { VoiceUrl: 'ftp://example.com/' }, ['VoiceUrl', 21308]],
    ['2049 characters of VoiceUrl', { VoiceUrl: `http://a/${'b'.repeat(2040)}` }, ['VoiceUrl', 21309]],
    ['a relative VoiceFallbackUrl', { VoiceFallbackUrl: 'x' }, ['VoiceFallbackUrl', 21308]],
    ['a sid of another kind', { VoiceApplicationSid: `CL${'1'.repeat(32)}` }, ['VoiceApplicationSid', 21310]],
    ['a sid in upper case', { VoiceApplicationSid: `AP${'A'.repeat(32)}` }, ['VoiceApplicationSid', 21310]],
    [
      'an unknown Application',
      { VoiceApplicationSid: `AP${'2'.repeat(32)}` },
      ['VoiceApplicationSid', 21311],
    ],
  ])('for %s', (_what, fields, problem) => {
    expect(codes({ ...ALICE, ...fields })).toEqual([problem]);
  });

  it('for no fields at all', () => {
    expect(codes({})).toEqual([
      ['Login', 21301],
      ['Password', 21304],
    ]);
  });

  it('with all that is wrong at once', () => {
    expect(codes({ Login: 'a b', Password: '', Status: 'x', VoiceUrl: 'y' })).toEqual([
      ['Login', 21303],
      ['Password', 21304],
      ['Status', 21306],
      ['VoiceUrl', 21308],
    ]);
  });

  it('without repeating the secret', () => {
    const { decision } = clients.given().when(create({ ...ALICE, Password: `s3cret\0${'x'.repeat(200)}` }));
    expect(JSON.stringify(decision)).not.toContain('s3cret');
  });

  it.each([
    ['64 characters of Login', { Login: 'a'.repeat(64) }],
    ['128 characters of Password', { Password: '😀'.repeat(128) }],
    ['64 characters of FriendlyName', { FriendlyName: '😀'.repeat(64) }],
    ['2048 characters of VoiceUrl', { VoiceUrl: `http://a/${'b'.repeat(2039)}` }],
  ])('but not for %s', (_what, fields: Record<string, string>) => {
    expect(clients.given().when(create({ ...ALICE, ...fields })).decision.kind).toBe('append');
  });
});
