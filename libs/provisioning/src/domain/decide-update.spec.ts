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
  updated,
} from '../testing/client-specification.ts';

const update = (fields: Record<string, string>, ifVersions?: readonly number[]) =>
  ({ type: 'Update', fields, ifVersions }) as const;

const full = {
  friendlyName: 'Alice',
  voiceUrl: 'http://example.com/voice',
  voiceFallbackUrl: 'http://example.com/fallback',
  voiceApplicationSid: APPLICATION,
};

describe('updating a Client', () => {
  it('changes what the request names and nothing else', () => {
    clients
      .given(aliceCreated())
      .when(update({ Status: '0' }))
      .then({
        kind: 'append',
        event: {
          type: 'ClientUpdated',
          change: 'updated',
          at: NOW,
          changed: ['status'],
          state: { ...aliceState, status: 0, dateUpdated: at(NOW) },
          password: null,
        },
      });
  });

  it('takes a new password, with the domain that the Client was created in', () => {
    clients
      .given(aliceCreated())
      .when(update({ Password: 'NewPassword' }), { domain: 'renamed.example' })
      .then({
        kind: 'append',
        event: {
          type: 'ClientUpdated',
          change: 'updated',
          at: NOW,
          changed: ['password'],
          state: { ...aliceState, dateUpdated: at(NOW) },
          password: { credentials: digests('NewPassword'), text: 'NewPassword' },
        },
      });
  });

  it('names all that changed', () => {
    clients
      .given(aliceCreated())
      .when(update({ Password: 'other', VoiceUrl: 'http://a/', VoiceMethod: 'GET', Status: '1' }))
      .thenMatches({ event: { changed: ['voiceUrl', 'voiceMethod', 'password'] } });
  });

  it('clears with an empty value what may be absent, and takes FriendlyName back to the Login', () => {
    clients
      .given(aliceCreated(full))
      .when(update({ FriendlyName: '', VoiceUrl: '', VoiceFallbackUrl: '', VoiceApplicationSid: '' }))
      .thenMatches({
        event: {
          changed: ['friendlyName', 'voiceUrl', 'voiceFallbackUrl', 'voiceApplicationSid'],
          state: { ...aliceState, dateUpdated: at(NOW) },
        },
      });
  });

  it('ignores Login, which is immutable', () => {
    clients
      .given(aliceCreated())
      .when(update({ Login: 'not a: valid one', FriendlyName: 'A' }))
      .thenMatches({ event: { changed: ['friendlyName'], state: { login: 'alice' } } });
  });

  it('keeps time from running back when the clock does', () => {
    clients
      .given(aliceCreated())
      .when(update({ Status: '0' }), { now: 0 })
      .thenMatches({ event: { at: NOW - 1000, state: { dateUpdated: at(NOW - 1000) } } });
  });
});

describe('an update that changes nothing', () => {
  it.each<[string, Record<string, string>]>([
    ['no fields', {}],
    ['only unknown fields', { Nickname: 'Al' }],
    ['only Login', { Login: 'bob' }],
    ['the values that it has', { FriendlyName: 'alice', Status: '1', VoiceMethod: 'post', VoiceUrl: '' }],
    ['the password that it has', { Password: 'test' }],
  ])('makes no event: %s', (_what, fields) => {
    clients.given(aliceCreated()).when(update(fields)).then({ kind: 'unchanged' });
  });

  it('compares with the latest password', () => {
    const password = { credentials: digests('second'), text: null };
    const history = [aliceCreated(), updated({ changed: ['password'], password }), updated()];
    clients
      .given(...history)
      .when(update({ Password: 'second' }))
      .then({ kind: 'unchanged' });
    clients
      .given(...history)
      .when(update({ Password: 'test' }))
      .thenMatches({ event: { changed: ['password'] } });
  });

  it('is one no more when the stored digests cannot be opened: the password heals them', () => {
    const unreadable = { ...aliceCreated(), password: { credentials: null, text: null } };
    clients
      .given(unreadable)
      .when(update({ Password: 'test' }))
      .thenMatches({ event: { changed: ['password'], password: { credentials: digests('test') } } });
  });

  it('is still judged by its preconditions', () => {
    clients
      .given(aliceCreated())
      .when(update({}, [7]))
      .then({ kind: 'version-mismatch', version: 1 });
  });
});

describe('an update that is refused', () => {
  it('for a Client that is not there, before anything else', () => {
    clients
      .given()
      .when(update({ Status: 'x' }, [1]))
      .then({ kind: 'not-found' });
    clients
      .given(aliceCreated(), deleted)
      .when(update({ Status: 'x' }, [1]))
      .then({ kind: 'not-found' });
  });

  it('for another version, before its content is looked at', () => {
    clients
      .given(aliceCreated(), updated())
      .when(update({ Status: 'x' }, [1, 3]))
      .then({ kind: 'version-mismatch', version: 2 });
  });

  it('but not for one of the versions that it accepts', () => {
    clients
      .given(aliceCreated(), updated())
      .when(update({ Status: '0' }, [1, 2]))
      .thenMatches({ kind: 'append' });
  });

  it.each<[Record<string, string>, number]>([
    [{ Password: '' }, 21304],
    [{ Password: 'x'.repeat(129) }, 21305],
    [{ Status: '' }, 21306],
    [{ VoiceMethod: '' }, 21307],
    [{ VoiceFallbackMethod: 'DELETE' }, 21307],
    [{ VoiceUrl: 'voice' }, 21308],
    [{ VoiceFallbackUrl: `https://${'a'.repeat(2048)}` }, 21309],
    [{ VoiceApplicationSid: 'AP1' }, 21310],
    [{ VoiceApplicationSid: `AP${'9'.repeat(32)}` }, 21311],
    [{ FriendlyName: 'x'.repeat(65) }, 21312],
    [{ FriendlyName: 'a\u0000' }, 21313],
  ])('for %j, and then changes nothing at all', (fields, code) => {
    const { decision } = clients
      .given(aliceCreated())
      .when(update({ ...fields, Status: fields['Status'] ?? '0' }));
    expect(decision).toMatchObject({ kind: 'invalid', problems: [{ field: Object.keys(fields)[0], code }] });
  });
});
