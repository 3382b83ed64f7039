import { describe, expect, it } from '@jest/globals';
import { createRootAccount } from './root-account.ts';

const sid = `AC${'0'.repeat(32)}`;
const accounts = createRootAccount({ sid, authToken: 'token', sipDomain: 'tandem.local' });
const account = {
  sid,
  friendlyName: 'Tandem',
  status: 'active' as const,
  sipDomain: 'tandem.local',
  domainOwnerSid: sid,
};

describe('the root account', () => {
  it('is who knows its sid and token', async () => {
    expect(await accounts.authenticate(sid, 'token')).toEqual({ kind: 'authenticated', account });
  });

  it.each([
    ['another token', sid, 'tokem'],
    ['a longer token', sid, 'token0'],
    ['no token', sid, ''],
    ['another sid', `AC${'1'.repeat(32)}`, 'token'],
    ['no sid', '', 'token'],
    ['sid and token swapped', 'token', sid],
  ])('is not who comes with %s', async (_what, givenSid, token) => {
    expect(await accounts.authenticate(givenSid, token)).toEqual({ kind: 'refused' });
  });

  it('may act on itself and on nothing else, there or not', async () => {
    expect(await accounts.access(account, sid)).toEqual({ kind: 'granted', account });
    expect(await accounts.access(account, `AC${'1'.repeat(32)}`)).toEqual({ kind: 'forbidden' });
    expect(await accounts.access({ ...account, sid: 'ACother' }, sid)).toEqual({ kind: 'forbidden' });
  });

  it('is found by its sid', async () => {
    expect(await accounts.find(sid)).toEqual(account);
    expect(await accounts.find('AC1')).toBeNull();
  });
});
