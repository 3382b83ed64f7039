import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { tempDir, waitFor } from '@tandem/testing';
import type { TempDir } from '@tandem/testing';
import { ManagementApi } from './testing/management-api.ts';
import { registerOnce, registersWith } from './testing/phone.ts';
import { RunningTandem } from './testing/running-tandem.ts';

interface Receipt {
  readonly status: string;
  readonly units: readonly {
    readonly unit: string;
    readonly status: string;
    readonly revoked_at: string | null;
  }[];
}

const WAIT = { prefer: 'wait=30' };

/** G6: cp-2 holds every change for an hour, and yet nobody whose account was taken away gets in. */
describe('revocations at a unit that holds changes for an hour', () => {
  let dir: TempDir;
  let tandem: RunningTandem;
  let vienna: ManagementApi;
  const sids = new Map<string, string>();

  beforeAll(async () => {
    dir = await tempDir('tandem-e2e-');
    tandem = await RunningTandem.start({ dir: dir.path });
    for (const login of ['alice', 'bob', 'carol']) {
      const { body, headers } = await tandem.api.create(login, 'old', { headers: WAIT });
      expect(headers.get('tandem-propagation')).toMatch(/^INSYNC/);
      sids.set(login, body.sid);
      await registersWith(phone(login, 'old'), { status: 200 });
    }
    const made = await tandem.api.callAbove<{ sid: string; auth_token: string }>('POST', '/Accounts.json', {
      form: { FriendlyName: 'Vienna' },
      headers: WAIT,
    });
    vienna = new ManagementApi(tandem.api.url, {
      accountSid: made.body.sid,
      authToken: made.body.auth_token,
    });
    expect((await vienna.create('dora', 'old', { headers: WAIT })).status).toBe(201);
    await registersWith(phone('dora', 'old'), { status: 200 });
    const slowed = await fetch(`${tandem.cp2.pages.url}/propagation-model`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'fixed:3600' }),
    });
    expect(slowed.status).toBe(200);
  });
  afterAll(async () => {
    await tandem.stop();
    await dir.remove();
  });

  const sid = (login: string): string => sids.get(login) ?? '';
  const phone = (login: string, password: string) => ({ server: tandem.cp2.sip, login, password });
  const withoutPhones = (login: string) =>
    waitFor(async () => (await tandem.cp2.pages.registrations(login)).body.length === 0, {
      what: `the phones of ${login} to go`,
    });

  const receiptAtCp2 = async (login: string) => {
    const { body } = await tandem.api.call<Receipt>('GET', `/Clients/${sid(login)}/Propagation.json`);
    return body.units.find(({ unit }) => unit === 'cp-2');
  };

  it('a disabled Client is refused, and its phone is gone', async () => {
    await tandem.api.update(sid('alice'), { Status: '0', FriendlyName: 'Later' });
    await registersWith(phone('alice', 'old'), { status: 403 });
    await withoutPhones('alice');
    const { body } = await tandem.cp2.pages.client('alice');
    expect(body).toMatchObject({ version: 1, status: 0, overtaken: ['disabled'], held: { version: 2 } });
    await waitFor(async () => (await receiptAtCp2('alice'))?.revoked_at != null, { what: 'revoked_at' });
    expect(await receiptAtCp2('alice')).toMatchObject({ status: 'PENDING' });
  });

  it('a new password works at once, and the old one no more', async () => {
    await tandem.api.update(sid('bob'), { Password: 'new' });
    await withoutPhones('bob');
    expect(await registerOnce(phone('bob', 'old'))).toMatchObject({ status: 403 });
    await registersWith(phone('bob', 'new'), { status: 200 });
  });

  it('a deleted Client is gone', async () => {
    await tandem.api.remove(sid('carol'));
    await registersWith(phone('carol', 'old'), { status: 403 });
    expect((await tandem.cp2.pages.registrations('carol')).status).toBe(404);
    expect((await tandem.cp2.pages.client('carol')).status).toBe(404);
  });

  it('the Clients of an account that is suspended are refused, and their phones are gone', async () => {
    expect((await tandem.cp2.pages.registrations('dora')).body).toHaveLength(1);
    const path = `/Accounts/${vienna.credentials.accountSid}.json`;
    const { status } = await tandem.api.callAbove('POST', path, { form: { Status: 'suspended' } });
    expect(status).toBe(200);
    expect((await vienna.list()).status).toBe(403);
    await registersWith(phone('dora', 'old'), { status: 403 });
    await withoutPhones('dora');
    expect((await tandem.cp2.pages.client('dora')).body).toMatchObject({ version: 1, status: 1 });
  });

  it('stays so over a restart', async () => {
    await tandem.kill();
    await tandem.startAgain();
    expect(await registerOnce(phone('alice', 'old'))).toMatchObject({ status: 403 });
    expect(await registerOnce(phone('dora', 'old'))).toMatchObject({ status: 403 });
    await registersWith(phone('bob', 'new'), { status: 200 });
  });
});
