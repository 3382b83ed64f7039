import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { tempDir } from '@tandem/testing';
import type { TempDir } from '@tandem/testing';
import { runCommand } from './testing/run-command.ts';
import type { Ran } from './testing/run-command.ts';
import { RunningTandem } from './testing/running-tandem.ts';

interface Comparison {
  readonly place: string;
  readonly digest: { readonly count: number; readonly digest: string };
  readonly findings: readonly { readonly sid: string; readonly what: string }[];
}

describe('npm run audit', () => {
  let dir: TempDir;
  let tandem: RunningTandem;
  const sids: string[] = [];

  beforeAll(async () => {
    dir = await tempDir('tandem-e2e-');
    tandem = await RunningTandem.start({ dir: dir.path });
    for (let index = 0; index < 20; index += 1) {
      sids.push((await tandem.api.create(`user-${index}`, 'secret')).body.sid);
    }
    await tandem.api.update(sids[0] ?? '', { Status: '0' });
    await tandem.api.remove(sids[1] ?? '');
  });
  afterAll(async () => {
    await tandem.stop();
    await dir.remove();
  });

  const run = (...args: readonly string[]): Promise<Ran> => {
    const { ports } = tandem;
    const units = [ports.TANDEM_CP1_HTTP_PORT, ports.TANDEM_CP2_HTTP_PORT, ports.TANDEM_SMS1_HTTP_PORT];
    const urls = units.flatMap((port) => ['--unit', `http://127.0.0.1:${port}`]);
    const api = `http://127.0.0.1:${ports.TANDEM_API_PORT}`;
    return runCommand('audit', ['--api', api, ...urls, ...args], { TANDEM_DATA: dir.path });
  };
  const audited = async (): Promise<readonly Comparison[]> =>
    JSON.parse((await run('--json')).out) as readonly Comparison[];

  /** Changes a unit's cache behind its back, as a fault would. */
  const tamper = async (unit: string, sql: string): Promise<void> => {
    await tandem.stop();
    const database = new DatabaseSync(join(dir.path, 'units', unit, 'cache.db'));
    database.exec(sql);
    database.close();
    await tandem.startAgain();
  };

  it('finds all places the same, by digest, after changes and deletions', async () => {
    const all = await audited();
    expect(all.map(({ place }) => place)).toEqual([
      ...['journal', 'read model', 'event log', 'unit cp-1', 'unit cp-2', 'unit sms-1'],
      'read model, counted',
    ]);
    const digests = all.slice(0, -1).map(({ digest }) => digest.digest);
    expect(new Set(digests).size).toBe(1);
    expect(all.map(({ digest, findings }) => [digest.count, findings])).toEqual(all.map(() => [20, []]));
    expect((await run()).code).toBe(0);
  });

  it('takes nothing that is written meanwhile for a difference', async () => {
    let going = true;
    const writing = (async () => {
      for (let index = 0; going; index += 1) await tandem.api.create(`busy-${index}`, 'secret');
    })();
    try {
      for (let round = 0; round < 3; round += 1) {
        expect((await audited()).flatMap(({ findings }) => findings)).toEqual([]);
      }
    } finally {
      going = false;
      await writing;
    }
  });

  it('names what a unit has lost, and ends with 1', async () => {
    const [, , lost = ''] = sids;
    await tamper('cp-2', `DELETE FROM resources WHERE sid = '${lost}'`);
    const ran = await run();
    expect(ran.code).toBe(1);
    expect(ran.out).toContain(`unit cp-2: ${lost} is missing`);
    expect(ran.out).not.toContain('unit cp-1: CL');
  });

  it('says what it cannot read, and what is wrong with its use', async () => {
    expect(await run('--unit', 'http://127.0.0.1:1')).toMatchObject({
      code: 3,
      err: expect.stringContaining('cannot be read'),
    });
    expect(await run('--colour')).toMatchObject({ code: 2, err: expect.stringContaining('Usage') });
  });
});
