import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { tempDir, waitFor } from '@tandem/testing';
import type { TempDir } from '@tandem/testing';
import { runCommand } from './testing/run-command.ts';
import { RunningTandem } from './testing/running-tandem.ts';

interface Status {
  readonly state: string;
  readonly partitions: readonly { readonly received: number; readonly proved: number }[];
}

const EVENTS = 10_000;
const TIMEOUT_MS = 120_000;

describe(`a backlog of ${EVENTS} events at a unit's start`, () => {
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

  it(
    'is read by a unit without a cache, which has then what all others have',
    async () => {
      const { ports } = tandem;
      const api = `http://127.0.0.1:${ports.TANDEM_API_PORT}`;
      const file = join(dir.path, 'clients.csv');
      const rows = Array.from({ length: EVENTS }, (_, index) => `user-${index},secret`);
      writeFileSync(file, ['Login,Password', ...rows].join('\n'));
      const env = { TANDEM_DATA: dir.path };
      const imported = await runCommand('import', [file, '--url', api, '--wait', '60'], env);
      expect([imported.code, imported.out]).toEqual([0, expect.stringMatching(/INSYNC/)]);
      await tandem.kill();
      rmSync(join(dir.path, 'units', 'cp-2'), { recursive: true });
      await tandem.startAgain();
      const units = [ports.TANDEM_CP1_HTTP_PORT, ports.TANDEM_CP2_HTTP_PORT, ports.TANDEM_SMS1_HTTP_PORT];
      const urls = units.flatMap((port) => ['--unit', `http://127.0.0.1:${port}`]);
      const audited = await runCommand('audit', ['--api', api, ...urls], env);
      expect({ code: audited.code, out: audited.out }).toEqual({
        code: 0,
        out: expect.stringMatching(/unit cp-2 +10001 /),
      });
    },
    TIMEOUT_MS,
  );

  it(
    'need not be read by a unit that starts on a copy of another one’s cache',
    async () => {
      const { ports } = tandem;
      await tandem.stop();
      const [from, to] = ['cp-1', 'cp-2'].map((unit) => join(dir.path, 'units', unit));
      rmSync(to ?? '', { recursive: true });
      mkdirSync(to ?? '');
      cpSync(join(from ?? '', 'cache.db'), join(to ?? '', 'cache.db'));
      await tandem.startAgain();
      const url = `http://127.0.0.1:${ports.TANDEM_CP2_HTTP_PORT}`;
      const proved = async (): Promise<boolean> => {
        const { body } = await tandem.cp2.pages.get<Status>('/status');
        return body.state === 'READY' && body.partitions.every((each) => each.proved === each.received);
      };
      await waitFor(proved, { what: 'cp-2 to be proved', timeoutMs: 30_000 });
      const api = `http://127.0.0.1:${ports.TANDEM_API_PORT}`;
      const audited = await runCommand('audit', ['--api', api, '--unit', url], { TANDEM_DATA: dir.path });
      expect({ code: audited.code, out: audited.out }).toEqual({
        code: 0,
        out: expect.stringMatching(/unit cp-2 +10001 /),
      });
    },
    TIMEOUT_MS,
  );
});
