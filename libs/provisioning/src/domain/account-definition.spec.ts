import { describe, it } from '@jest/globals';
import { OWNER } from '../testing/client-specification.ts';
import { create, resourceSpecification, update } from '../testing/resource-specification.ts';
import { accountDefinition } from './account-definition.ts';

const accounts = resourceSpecification(accountDefinition);

const invalid = (field: string, code: number) => ({ kind: 'invalid', problems: [{ field, code }] });

describe('creating an account', () => {
  it.each([
    [{}, { friendlyName: 'Account', emailAddress: null, status: 'active', role: 'administrator' }],
    [{ EmailAddress: 'ops@example.com' }, { friendlyName: 'ops@example.com' }],
    [
      { FriendlyName: 'Vienna', EmailAddress: '' },
      { friendlyName: 'Vienna', emailAddress: null },
    ],
    [
      { FriendlyName: '', Status: 'suspended', Role: 'viewer' },
      { status: 'suspended', role: 'viewer' },
    ],
  ])('of %j, below the one that it is made in', (fields, state) => {
    accounts
      .given()
      .when(create(fields))
      .thenMatches({
        event: { type: 'AccountCreated', state: { ...state, type: 'Full', parentSid: OWNER } },
      });
  });

  it.each([
    [{ EmailAddress: 'ops' }, 'EmailAddress', 21340],
    [{ EmailAddress: 'a b@example.com' }, 'EmailAddress', 21340],
    [{ EmailAddress: `${'x'.repeat(250)}@example.com` }, 'EmailAddress', 21340],
    [{ FriendlyName: 'x'.repeat(65) }, 'FriendlyName', 21312],
    [{ Status: '1' }, 'Status', 21341],
    [{ Status: 'Active' }, 'Status', 21341],
    [{ Role: 'root' }, 'Role', 21342],
  ])('refuses %j', (fields, field, code) => {
    accounts.given().when(create(fields)).thenMatches(invalid(field, code));
  });
});

describe('changing an account', () => {
  const vienna = accounts.created({ FriendlyName: 'Vienna', EmailAddress: 'ops@example.com' });

  it('changes what is named', () => {
    accounts
      .given(vienna)
      .when(update({ Status: 'suspended', EmailAddress: '' }))
      .thenMatches({
        event: { changed: ['emailAddress', 'status'], state: { status: 'suspended', emailAddress: null } },
      });
    accounts
      .given(vienna)
      .when(update({ Status: 'active', Login: 'x' }))
      .then({ kind: 'unchanged' });
  });

  it('goes back to the default name', () => {
    accounts
      .given(vienna)
      .when(update({ FriendlyName: '' }))
      .thenMatches({ event: { state: { friendlyName: 'ops@example.com' } } });
  });
});
