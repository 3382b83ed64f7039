import { describe, expect, it } from '@jest/globals';
import { APPLICATION } from '../testing/client-specification.ts';
import { create, resourceSpecification, update } from '../testing/resource-specification.ts';
import { numberDefinition } from './number-definition.ts';

const numbers = resourceSpecification(numberDefinition);

const NUMBER = '+15105551234';
const invalid = (field: string, code: number) => ({ kind: 'invalid', problems: [{ field, code }] });

describe('creating a number', () => {
  it.each([
    [{ PhoneNumber: NUMBER }, { phoneNumber: NUMBER, friendlyName: NUMBER, isSip: false }],
    [{ PhoneNumber: '1 (510) 555-1234', IsSIP: 'False' }, null],
    [
      { PhoneNumber: '+1 (510) 555-1234', FriendlyName: '' },
      { phoneNumber: NUMBER, friendlyName: NUMBER },
    ],
    [
      { PhoneNumber: '15105551234', FriendlyName: 'Main' },
      { phoneNumber: NUMBER, friendlyName: 'Main' },
    ],
    [
      { PhoneNumber: '411', IsSIP: 'true' },
      { phoneNumber: '411', isSip: true },
    ],
    [
      { PhoneNumber: 'support', IsSIP: 'TRUE' },
      { phoneNumber: 'support', isSip: true },
    ],
  ])('of %j', (fields, state) => {
    const when = numbers.given().when(create(fields));
    if (state === null) when.thenMatches(invalid('PhoneNumber', 21331));
    else when.thenMatches({ kind: 'append', event: { type: 'NumberCreated', state } });
  });

  it.each([
    [{}, 'PhoneNumber', 21330],
    [{ PhoneNumber: '' }, 'PhoneNumber', 21330],
    [{ PhoneNumber: '411' }, 'PhoneNumber', 21331],
    [{ PhoneNumber: 'support' }, 'PhoneNumber', 21331],
    [{ PhoneNumber: '', IsSIP: 'true' }, 'PhoneNumber', 21330],
    [{ PhoneNumber: 'a b', IsSIP: 'true' }, 'PhoneNumber', 21333],
    [{ PhoneNumber: 'a:b', IsSIP: 'true' }, 'PhoneNumber', 21333],
    [{ PhoneNumber: 'x'.repeat(65), IsSIP: 'true' }, 'PhoneNumber', 21333],
    [{ PhoneNumber: NUMBER, IsSIP: '1' }, 'IsSIP', 21332],
    [{ PhoneNumber: NUMBER, VoiceApplicationSid: 'AP1' }, 'VoiceApplicationSid', 21310],
    [{ PhoneNumber: NUMBER, SmsApplicationSid: `AP${'9'.repeat(32)}` }, 'SmsApplicationSid', 21311],
    [{ PhoneNumber: NUMBER, SmsFallbackUrl: 'x' }, 'SmsFallbackUrl', 21308],
  ])('refuses %j', (fields, field, code) => {
    numbers.given().when(create(fields)).thenMatches(invalid(field, code));
  });

  it('takes Applications of the account', () => {
    numbers
      .given()
      .when(create({ PhoneNumber: NUMBER, VoiceApplicationSid: APPLICATION, SmsApplicationSid: APPLICATION }))
      .thenMatches({
        event: { state: { voiceApplicationSid: APPLICATION, smsApplicationSid: APPLICATION } },
      });
  });
});

describe('changing a number', () => {
  const main = numbers.created({ PhoneNumber: NUMBER, FriendlyName: 'Main', SmsApplicationSid: APPLICATION });

  it('never changes the number itself', () => {
    numbers
      .given(main)
      .when(update({ PhoneNumber: '+15105559999', IsSIP: 'true' }))
      .then({ kind: 'unchanged' });
  });

  it('clears what is sent empty', () => {
    numbers
      .given(main)
      .when(update({ FriendlyName: '', SmsApplicationSid: '' }))
      .thenMatches({
        event: {
          changed: ['friendlyName', 'smsApplicationSid'],
          state: { friendlyName: NUMBER, smsApplicationSid: null },
        },
      });
  });
});

it('claims the number in the tree of the account that owns the domain, in one spelling', () => {
  const claimOf = (phoneNumber: string) => {
    const { state } = numbers.created({ PhoneNumber: phoneNumber, IsSIP: 'true' });
    return numberDefinition.claim('AC1', state);
  };
  expect(claimOf('support')).toBe('number:AC1/support');
  expect(claimOf('%73upport')).toBe('number:AC1/support');
});
