import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { tempDir, waitFor } from '@tandem/testing';
import type { TempDir } from '@tandem/testing';
import { registersWith } from './testing/phone.ts';
import { runCommand } from './testing/run-command.ts';
import type { Ran } from './testing/run-command.ts';
import { RunningTandem } from './testing/running-tandem.ts';

const ROWS = 5000;

describe('npm run import', () => {
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

  const run = (...args: readonly string[]): Promise<Ran> =>
    runCommand('import', ['--url', `http://127.0.0.1:${tandem.ports.TANDEM_API_PORT}`, ...args], {
      TANDEM_DATA: dir.path,
    });
  const fileOf = (name: string, rows: readonly string[]): string => {
    const path = join(dir.path, name);
    writeFileSync(path, rows.join('\n'));
    return path;
  };
  const results = (file: string): readonly { readonly row: number; readonly result: string }[] =>
    readFileSync(`${file}.results.ndjson`, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { readonly row: number; readonly result: string });

  it('goes on where it broke off when the service was killed, and makes nothing twice', async () => {
    const rows = Array.from({ length: ROWS }, (_, index) => `bulk-${index},secret`);
    const file = fileOf('many.csv', ['Login,Password', ...rows]);
    const first = run(file);
    await waitFor(async () => ((await tandem.api.list()).body.length > 100 ? true : undefined), {
      what: 'the first rows',
    });
    await tandem.kill();
    expect(existsSync(`${file}.import.json`)).toBe(true);
    await tandem.startAgain();
    expect(await first).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^5000 created, 0 exist, 0 invalid/),
    });
    expect(results(file).map(({ row, result }) => `${row} ${result}`)).toEqual(
      rows.map((_, index) => `${index + 1} created`),
    );
    expect((await tandem.api.list()).body).toHaveLength(ROWS);
  });

  it('waits until the units have them: a phone registers at once', async () => {
    const ran = await run(fileOf('one.ndjson', [JSON.stringify({ Login: 'one', Password: 'test' })]));
    expect([ran.code, ran.out]).toEqual([0, expect.stringMatching(/units: INSYNC/)]);
    await registersWith({ server: tandem.cp2.sip, login: 'one', password: 'test' }, { status: 200 });
  });

  it('tells of rows that made nothing, and ends with 1', async () => {
    const file = fileOf('mixed.csv', ['Login,Password', 'two,test', 'two,test', ',test', 'one,test']);
    expect(await run(file)).toMatchObject({
      code: 1,
      out: expect.stringMatching(/^1 created, 2 exist, 1 invalid/),
    });
    expect(results(file).map(({ result }) => result)).toEqual(['created', 'exists', 'invalid', 'exists']);
  });

  it('says what is wrong with its use', async () => {
    expect(await run()).toMatchObject({ code: 2, err: expect.stringMatching(/give one FILE/) });
    expect(await run('x.txt')).toMatchObject({ code: 2, err: expect.stringMatching(/--format/) });
    expect(await run('none.csv')).toMatchObject({ code: 3, err: expect.stringMatching(/ENOENT/) });
    const colours = fileOf('colours.csv', ['Login,Colour', 'a,red']);
    expect(await run(colours)).toMatchObject({ code: 3, err: expect.stringMatching(/Colour/) });
  });
});
