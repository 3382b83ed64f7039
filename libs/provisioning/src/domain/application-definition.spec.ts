import { describe, it } from '@jest/globals';
import { NOW } from '../testing/client-specification.ts';
import { create, resourceSpecification, update } from '../testing/resource-specification.ts';
import { applicationDefinition } from './application-definition.ts';

const applications = resourceSpecification(applicationDefinition);

const URL = 'https://example.com/voice';
const OTHER = 'https://example.com/other';
const invalid = (...problems: readonly (readonly [string, number])[]) => ({
  kind: 'invalid',
  problems: problems.map(([field, code]) => ({ field, code })),
});

describe('creating an Application', () => {
  it('needs no more than a FriendlyName', () => {
    applications
      .given()
      .when(create({ FriendlyName: 'Reception' }))
      .thenMatches({
        kind: 'append',
        event: {
          type: 'ApplicationCreated',
          at: NOW,
          changed: [
            'kind',
            'voiceMethod',
            'voiceFallbackMethod',
            'smsMethod',
            'smsFallbackMethod',
            'friendlyName',
          ],
          state: {
            friendlyName: 'Reception',
            kind: 'voice',
            voiceUrl: null,
            voiceMethod: 'POST',
            smsUrl: null,
            statusCallback: null,
            apiVersion: '2012-04-24',
          },
          password: null,
        },
      });
  });

  it.each([
    [{}, ['FriendlyName', 21320]],
    [{ FriendlyName: '' }, ['FriendlyName', 21320]],
    [{ FriendlyName: 'x'.repeat(65) }, ['FriendlyName', 21312]],
    [{ FriendlyName: 'a', Kind: 'fax' }, ['Kind', 21321]],
    [{ FriendlyName: 'a', Kind: '' }, ['Kind', 21321]],
    [{ FriendlyName: 'a', SmsUrl: '/relative' }, ['SmsUrl', 21308]],
    [{ FriendlyName: 'a', SmsMethod: 'PUT' }, ['SmsMethod', 21307]],
    [{ FriendlyName: 'a', StatusCallback: 'ftp://x' }, ['StatusCallback', 21308]],
    [{ FriendlyName: 'a', RcmlUrl: 'x' }, ['RcmlUrl', 21308]],
    [{ FriendlyName: 'a\u0000' }, ['FriendlyName', 21313]],
  ] as const)('refuses %j', (fields, problem) => {
    applications.given().when(create(fields)).thenMatches(invalid(problem));
  });

  it('names all that is wrong', () => {
    applications
      .given()
      .when(create({ Kind: 'fax', VoiceUrl: 'x' }))
      .thenMatches(invalid(['FriendlyName', 21320], ['Kind', 21321], ['VoiceUrl', 21308]));
  });
});

describe('RcmlUrl', () => {
  it.each([
    [{ RcmlUrl: URL }, { voiceUrl: URL, smsUrl: null }],
    [
      { Kind: 'sms', RcmlUrl: URL },
      { voiceUrl: null, smsUrl: URL },
    ],
    [{ Kind: 'voice', RcmlUrl: URL, VoiceUrl: URL }, { voiceUrl: URL }],
    [
      { Kind: 'sms', RcmlUrl: URL, VoiceUrl: OTHER },
      { voiceUrl: OTHER, smsUrl: URL },
    ],
  ])('is the URL of the Kind: %j', (fields, state) => {
    applications
      .given()
      .when(create({ FriendlyName: 'a', ...fields }))
      .thenMatches({ event: { state } });
  });

  it('cannot differ from it', () => {
    applications
      .given()
      .when(create({ FriendlyName: 'a', RcmlUrl: URL, VoiceUrl: OTHER }))
      .thenMatches(invalid(['RcmlUrl', 21322]));
  });

  it('is that of the Kind that the Application has, or gets', () => {
    const sms = applications.created({ FriendlyName: 'a', Kind: 'sms' });
    applications
      .given(sms)
      .when(update({ RcmlUrl: URL }))
      .thenMatches({ event: { changed: ['smsUrl'], state: { smsUrl: URL } } });
    applications
      .given(sms)
      .when(update({ RcmlUrl: URL, Kind: 'voice' }))
      .thenMatches({ event: { state: { kind: 'voice', voiceUrl: URL, smsUrl: null } } });
  });

  it('is cleared by an empty value', () => {
    applications
      .given(applications.created({ FriendlyName: 'a', RcmlUrl: URL }))
      .when(update({ RcmlUrl: '' }))
      .thenMatches({
        event: { type: 'ApplicationUpdated', changed: ['voiceUrl'], state: { voiceUrl: null } },
      });
  });
});

describe('changing an Application', () => {
  it('changes only what is named, and nothing by what it does not have', () => {
    const reception = applications.created({ FriendlyName: 'Reception', VoiceUrl: URL });
    applications
      .given(reception)
      .when(update({ SmsUrl: OTHER, Login: 'alice', Password: 'x' }))
      .thenMatches({
        event: { changed: ['smsUrl'], state: { voiceUrl: URL, smsUrl: OTHER }, password: null },
      });
    applications
      .given(reception)
      .when(update({ VoiceUrl: URL }))
      .then({ kind: 'unchanged' });
  });

  it('keeps a name', () => {
    applications
      .given(applications.created({ FriendlyName: 'Reception' }))
      .when(update({ FriendlyName: '' }))
      .thenMatches(invalid(['FriendlyName', 21320]));
  });
});
