import { readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { tempDir, waitFor } from '@tandem/testing';
import type { TempDir } from '@tandem/testing';
import { startAndFail } from './testing/failed-start.ts';
import { registersWith } from './testing/phone.ts';
import { RunningTandem, tandemEnv } from './testing/running-tandem.ts';

const TIMEOUT_MS = 120_000;
const LOGINS = ['alice', 'bob', 'carol'];

let dir: TempDir;
let tandem: RunningTandem;
beforeEach(async () => {
  dir = await tempDir('tandem-e2e-');
  tandem = await RunningTandem.start({ dir: dir.path, env: { TANDEM_CP2_PROPAGATION: 'none' } });
  for (const login of LOGINS) expect((await tandem.api.create(login, 'secret')).status).toBe(201);
  expect(await tandem.stop()).toEqual({ code: 0, signal: null });
}, TIMEOUT_MS);
afterEach(async () => {
  await tandem.stop();
  await dir.remove();
});

/** Overwrites the middle of a file, as a failing disk does. */
const scramble = async (path: string): Promise<void> => {
  const octets = await readFile(path);
  octets.fill(0xa5, 0, 64);
  octets.fill(0xa5, Math.floor(octets.length / 2), Math.floor(octets.length / 2) + 512);
  await writeFile(path, octets);
};

const servesAll = async (): Promise<void> => {
  expect((await tandem.api.list()).body.map(({ login }) => login)).toEqual(LOGINS);
  for (const unit of [tandem.cp1, tandem.cp2]) {
    for (const login of LOGINS) {
      await waitFor(async () => (await unit.pages.client(login)).status === 200, {
        what: `${login} at ${unit.unit}`,
      });
    }
    await registersWith({ server: unit.sip, login: 'alice', password: 'secret' }, { status: 200 });
  }
};

describe('what can be made again is made again', () => {
  it.each([
    ['scrambled', scramble],
    ['cut short', async (path: string) => truncate(path, Math.floor((await stat(path)).size / 2))],
    ['another file', (path: string) => writeFile(path, 'this is no database')],
  ])(
    'a unit’s cache, %s: rebuilt from the log, with a line that says so',
    async (_, damage) => {
      await damage(join(dir.path, 'units', 'cp-1', 'cache.db'));
      await tandem.startAgain();
      await servesAll();
      expect(tandem.output()).toMatch(/^\{.*cache\.db.*\}$/m);
    },
    TIMEOUT_MS,
  );

  it(
    'a unit’s bindings: begun anew, with a line that says so',
    async () => {
      await scramble(join(dir.path, 'units', 'cp-2', 'bindings.db'));
      await tandem.startAgain();
      await servesAll();
      expect(tandem.output()).toMatch(/^\{.*bindings\.db.*\}$/m);
    },
    TIMEOUT_MS,
  );

  it(
    'the read model: made again from the journal, with a line that says so',
    async () => {
      await scramble(join(dir.path, 'journal', 'read-model.db'));
      await tandem.startAgain();
      await servesAll();
      expect(tandem.output()).toMatch(/^\{.*read-model\.db.*\}$/m);
    },
    TIMEOUT_MS,
  );

  it(
    'a lost event log: filled again from the journal, and the units rebuild',
    async () => {
      for (const suffix of ['', '-wal', '-shm']) {
        await rm(join(dir.path, `event-log.db${suffix}`), { force: true });
      }
      await tandem.startAgain();
      await servesAll();
      expect((await tandem.api.create('dave', 'secret')).status).toBe(201);
      await registersWith({ server: tandem.cp2.sip, login: 'dave', password: 'secret' }, { status: 200 });
    },
    TIMEOUT_MS,
  );
});

describe('what cannot be made again is refused, and left as it is', () => {
  it.each([
    ['keys.json', (path: string) => writeFile(path, '{"sealing":'), /^DATA_DIR_UNUSABLE: .*keys\.json/m],
    [
      'credentials.json',
      (path: string) => writeFile(path, 'oops'),
      /^DATA_DIR_UNUSABLE: .*credentials\.json/m,
    ],
    [join('journal', 'journal.db'), scramble, /^JOURNAL_CORRUPT: .*journal\.db/m],
  ])(
    '%s',
    async (file, damage, message) => {
      const path = join(dir.path, file);
      await damage(path);
      const damaged = await readFile(path);
      const { code, output } = await startAndFail(tandemEnv({ dir: dir.path }, tandem.ports));
      expect(code).toBe(1);
      expect(output).toMatch(message);
      expect(output).not.toMatch(/^\s+at /m);
      expect(await readFile(path)).toEqual(damaged);
    },
    TIMEOUT_MS,
  );
});
