import { statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { tempDir } from '@tandem/testing';
import type { TempDir } from '@tandem/testing';
import { describeReceipts } from './testing/describe-receipts.ts';
import { describeTour } from './testing/describe-tour.ts';
import { credentialsOf, RunningTandem } from './testing/running-tandem.ts';

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

describe('npm start', () => {
  it('prints addresses, account, token and a command to paste', () => {
    const { ports, api } = tandem;
    const { accountSid, authToken } = api.credentials;
    const printed = tandem.output();
    for (const each of [
      `http://127.0.0.1:${ports.TANDEM_API_PORT}`,
      `127.0.0.1:${ports.TANDEM_CP1_SIP_PORT}`,
      `127.0.0.1:${ports.TANDEM_CP2_SIP_PORT}`,
      `http://127.0.0.1:${ports.TANDEM_CP1_HTTP_PORT}`,
      `http://127.0.0.1:${ports.TANDEM_CP2_HTTP_PORT}`,
      `http://127.0.0.1:${ports.TANDEM_SMS1_HTTP_PORT}`,
      accountSid,
      authToken,
      'curl -X POST',
    ]) {
      expect(printed).toContain(each);
    }
  });

  it('writes the credentials down for their owner alone', () => {
    const credentials = credentialsOf(dir.path);
    expect(Object.keys(credentials)).toEqual(['accountSid', 'authToken']);
    expect(credentials.accountSid).toMatch(/^AC[0-9a-f]{32}$/);
    expect(credentials.authToken).toMatch(/^[0-9a-f]{32}$/);
    expect(statSync(join(dir.path, 'credentials.json')).mode & 0o777).toBe(0o600);
    expect(statSync(join(dir.path, 'keys.json')).mode & 0o777).toBe(0o600);
  });
});

describeTour('the tour, all in one process', () => tandem);
describeReceipts('receipts, all in one process', () => tandem);
