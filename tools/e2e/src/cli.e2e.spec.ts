import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { tempDir } from '@tandem/testing';
import type { TempDir } from '@tandem/testing';
import type { Ran } from './testing/run-command.ts';
import { RunningTandem } from './testing/running-tandem.ts';

const BIN = fileURLToPath(new URL('../../../node_modules/.bin/', import.meta.url));
const TIMEOUT_MS = 60_000;

describe('npx tandem', () => {
  let dir: TempDir;
  let tandem: RunningTandem;

  beforeAll(async () => {
    dir = await tempDir('tandem-e2e-');
    tandem = await RunningTandem.start({ dir: dir.path });
  });
  afterAll(async () => {
    await tandem.stop();
    await dir.remove();
  });

  const run = (args: readonly string[], { input = '', data = dir.path } = {}): Promise<Ran> =>
    new Promise((resolve) => {
      const env = { PATH: `${BIN}:${process.env['PATH']}`, TANDEM_DATA: data };
      const child = execFile(`${BIN}tandem`, args, { env, timeout: TIMEOUT_MS }, (error, out, err) =>
        resolve({ code: error === null ? 0 : Number(error.code), out, err }),
      );
      child.stdin?.end(input);
    });
  const ask = (...args: readonly string[]): Promise<Ran> =>
    run([...args, '--url', `http://127.0.0.1:${tandem.ports.TANDEM_API_PORT}`]);

  it('makes accounts, and shows their tokens once', async () => {
    const made = await ask('accounts', 'create', '--friendly-name', 'Vienna', '--json');
    const { sid, auth_token: token } = JSON.parse(made.out) as { sid: string; auth_token: string };
    expect((await ask('accounts', 'list')).out).toMatch(new RegExp(`${sid} +Vienna +active`));
    const got = await ask('accounts', 'get', '--account', sid);
    expect(got.out).toMatch(/^sip_domain +tandem.local$/m);
    expect(got.out).not.toContain(token);
    const rotated = await ask('accounts', 'rotate-token', '--account', sid, '--grace', '0');
    expect(rotated.out).toMatch(/^auth_token +[\w-]{43}$/m);
    const suspended = await ask('accounts', 'update', '--account', sid, '--status', 'suspended');
    expect(suspended.out).toMatch(/^status +suspended$/m);
  });

  it('has the other resources by the same commands: an Application that a number uses', async () => {
    const made = await ask(
      'applications',
      'create',
      '--friendly-name',
      'Desk',
      '--rcml-url',
      'https://a.test/v',
    );
    const sid = /^sid +(AP[0-9a-f]{32})$/m.exec(made.out)?.[1] ?? '';
    const number = ['--phone-number', '+1 510 555 0199', '--voice-application-sid', sid, '--wait', '20'];
    expect(await ask('numbers', 'create', ...number)).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^phone_number +\+15105550199$/m),
      err: expect.stringMatching(/units: INSYNC/),
    });
    expect((await ask('numbers', 'list')).out).toMatch(new RegExp(`\\+15105550199.*${sid}`));
    expect(await ask('applications', 'delete', 'Desk')).toMatchObject({
      code: 1,
      err: expect.stringMatching(/used by PN/),
    });
    expect((await ask('receipts', 'get', sid)).out).toMatch(/INSYNC/);
    expect((await ask('applications', 'delete', 'Desk', '--force')).code).toBe(0);
    expect((await ask('numbers', 'delete', '15105550199')).code).toBe(0);
    expect((await ask('numbers', 'get', '+15105550199')).err).toMatch(/no number with the number/);
  });

  it('names SIP domains and makes webhooks', async () => {
    const made = await ask('accounts', 'create', '--sip-domain', 'graz.example', '--json');
    const { sid } = JSON.parse(made.out) as { sid: string };
    const renamed = await ask(
      'accounts',
      'update',
      '--account',
      sid,
      '--sip-domain',
      'linz.example',
      '--force',
    );
    expect(renamed.out).toMatch(/^sip_domain +linz.example$/m);
    const url = 'https://example.com/tandem';
    const hook = await ask(
      'webhooks',
      'create',
      '--webhook-url',
      url,
      '--events',
      'changes',
      '--account',
      sid,
    );
    expect(hook.out).toMatch(/^secret +whsec_\S{44}$/m);
    const listed = await ask('webhooks', 'list', '--account', sid);
    expect(listed.out).toMatch(/WH[0-9a-f]{32} +example.com +active +changes +https:/);
    expect(listed.out).not.toContain('whsec_');
    expect((await ask('webhooks', 'delete', 'example.com', '--account', sid)).code).toBe(0);
  });

  it('creates a Client, waits for its units, shows, changes and deletes it by its login', async () => {
    const url = `http://127.0.0.1:${tandem.ports.TANDEM_API_PORT}`;
    const create = ['clients', 'create', '--login', 'alice', '--password', '-', '--wait', '20', '--url', url];
    const created = await run(create, { input: 'wonderland\n' });
    expect(created).toMatchObject({
      code: 0,
      err: expect.stringMatching(/units: INSYNC; applied=\d; units=\d/),
    });
    expect(created.out).toMatch(/^login +alice$/m);
    expect(created.out).not.toContain('wonderland');
    const read = await ask('clients', 'get', 'alice', '--json');
    expect(JSON.parse(read.out)).toMatchObject({ login: 'alice', password: 'wonderland' });
    expect((await ask('receipts', 'get', 'alice')).out).toMatch(/^UNIT +KIND +STATUS[^]* INSYNC /m);
    const changed = await ask('clients', 'update', 'alice', '--friendly-name', 'Alice L.');
    expect(changed).toMatchObject({ code: 0, out: expect.stringMatching(/^friendly_name +Alice L\.$/m) });
    expect((await ask('clients', 'list', '--login', 'alice')).out).toMatch(/alice +1 +Alice L\./);
    expect((await ask('clients', 'history', 'alice')).out).toMatch(/ClientUpdated.*friendly/i);
    expect(await ask('clients', 'delete', 'alice', '--wait', '20')).toMatchObject({ code: 0 });
    expect(await ask('clients', 'get', 'alice')).toEqual({
      code: 1,
      out: '',
      err: 'the account has no Client with the login alice\n',
    });
  });

  it('shows the account', async () => {
    expect((await ask('accounts', 'get')).out).toMatch(/^sid +AC[0-9a-f]{32}$/m);
  });

  it('says by its exit code whether the API refused, was asked wrongly, or is not there', async () => {
    expect(await ask('clients', 'create', '--login', 'bob')).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^400: .*Password.*\(code 21304\)/),
    });
    expect(await ask('clients', 'fly')).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^there is no command/),
    });
    expect(await run(['clients', 'list'], { data: '/nonexistent' })).toMatchObject({
      code: 2,
      err: expect.stringMatching(/set ACCOUNT_SID and AUTH_TOKEN/),
    });
    expect(await run(['clients', 'list', '--url', 'http://127.0.0.1:9'])).toMatchObject({
      code: 3,
      err: expect.stringMatching(/127\.0\.0\.1:9 did not answer/),
    });
  });

  it('runs the tools that have options of their own', async () => {
    expect(await run(['import'])).toMatchObject({ code: 2, err: expect.stringMatching(/give one FILE/) });
    expect(await run(['dead-letters', 'list'])).toMatchObject({ code: 0 });
  });
});
