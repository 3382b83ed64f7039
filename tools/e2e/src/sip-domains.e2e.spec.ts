import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { tempDir } from '@tandem/testing';
import type { TempDir } from '@tandem/testing';
import { ManagementApi } from './testing/management-api.ts';
import { registerOnce, registersWith } from './testing/phone.ts';
import { RunningTandem } from './testing/running-tandem.ts';

const WAIT = { prefer: 'wait=30' };

describe('two accounts with SIP domains of their own', () => {
  let dir: TempDir;
  let tandem: RunningTandem;
  const apis = new Map<string, ManagementApi>();

  const api = (domain: string): ManagementApi => {
    const found = apis.get(domain);
    if (found === undefined) throw new Error(`no account of ${domain}`);
    return found;
  };

  beforeAll(async () => {
    dir = await tempDir('tandem-e2e-');
    tandem = await RunningTandem.start({ dir: dir.path });
    for (const domain of ['vienna.example', 'graz.example']) {
      const { body } = await tandem.api.callAbove<{ sid: string; auth_token: string }>(
        'POST',
        '/Accounts.json',
        {
          form: { SipDomain: domain },
          headers: WAIT,
        },
      );
      const { sid: accountSid, auth_token: authToken } = body;
      apis.set(domain, new ManagementApi(tandem.api.url, { accountSid, authToken }));
      const made = await api(domain).create('alice', `of ${domain}`, { headers: WAIT });
      expect(made.headers.get('tandem-propagation')).toMatch(/^INSYNC/);
    }
  });
  afterAll(async () => {
    await tandem.stop();
    await dir.remove();
  });

  const alice = (domain: string, password = `of ${domain}`) => ({
    ...{ server: tandem.cp1.sip, login: 'alice', password, domain },
  });
  const accountPath = (domain: string): string => `/Accounts/${api(domain).credentials.accountSid}`;

  it('have an alice each, who is the other one’s nowhere', async () => {
    await registersWith(alice('vienna.example'), { status: 200 });
    await registersWith(alice('graz.example'), { status: 200 });
    expect(await registerOnce(alice('graz.example', 'of vienna.example'))).toMatchObject({ status: 403 });
    expect(await registerOnce(alice('linz.example'))).toMatchObject({ status: 404 });
  });

  it('are found by aliases for as long as these stand', async () => {
    const aliases = `${accountPath('graz.example')}/SipDomainAliases`;
    const added = await tandem.api.callAbove('POST', aliases, { form: { Name: 'sip.graz.example' } });
    expect(added.status).toBe(201);
    const byAlias = { ...alice('graz.example'), domain: 'sip.graz.example' };
    await registersWith(byAlias, { status: 200 });
    expect((await tandem.api.callAbove('DELETE', `${aliases}/sip.graz.example`)).status).toBe(200);
    await registersWith(byAlias, { status: 404 });
  });

  it('go by another name, and the one before, after a rename', async () => {
    const form = { SipDomain: 'wien.example' };
    const renamed = await tandem.api.callAbove('POST', `${accountPath('vienna.example')}.json`, { form });
    expect(renamed).toMatchObject({ status: 200, body: { sip_domain: 'wien.example' } });
    const password = 'of vienna.example';
    await registersWith(alice('wien.example', password), { status: 200, withinMs: 30_000 });
    await registersWith(alice('vienna.example', password), { status: 200 });
    await registersWith(alice('graz.example'), { status: 200 });
  });
});
