import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawnProcess, tempDir } from '@tandem/testing';
import type { TempDir } from '@tandem/testing';
import { seal, unseal } from '@tandem/contracts';
import { loadKeys, loadRootAccount, lockDataDir, openDataDir, parseSealingKeys } from './index.ts';

const MODULE = new URL('./data-dir.ts', import.meta.url).href;

const code = (expected: string) => expect.objectContaining({ code: expected });
const modeOf = (path: string) => statSync(path).mode & 0o777;

describe('data directory', () => {
  let temp: TempDir;

  beforeEach(async () => {
    temp = await tempDir();
  });
  afterEach(() => temp.remove());

  const open = () => openDataDir(join(temp.path, 'data'));

  it('is made for its owner alone', () => {
    expect(modeOf(open().path)).toBe(0o700);
  });

  it('is refused with what to do where a file stands in its place', () => {
    writeFileSync(join(temp.path, 'data'), '');
    expect(open).toThrow(code('DATA_DIR_UNUSABLE'));
    expect(open).toThrow(/TANDEM_DATA/);
  });

  it('is made with its parents, each for its owner alone', () => {
    expect(modeOf(openDataDir(join(temp.path, 'a', 'b')).path)).toBe(0o700);
    expect(modeOf(join(temp.path, 'a'))).toBe(0o700);
  });

  // A process of its own: the fault is an endless loop, which no time-out of a test ends.
  (process.platform === 'linux' ? it : it.skip)(
    'is refused at once where no directory can be made, as below /proc',
    async () => {
      const script = `const { openDataDir } = await import(process.argv[1]);
        try { openDataDir('/proc/tandem/data'); } catch (error) { console.log(error.code); }`;
      const run = await spawnProcess({
        command: process.execPath,
        args: ['--no-warnings', '--conditions=@tandem/source', '--input-type=module', '-e', script, MODULE],
      });
      try {
        await run.waitForLine(/DATA_DIR_UNUSABLE/);
      } finally {
        await run.kill();
      }
    },
  );

  describe('lock', () => {
    it('keeps a second holder out until it is closed', () => {
      const lock = lockDataDir(open());
      expect(() => lockDataDir(open())).toThrow(code('DATA_DIR_LOCKED'));
      lock.close();
      lockDataDir(open()).close();
    });

    it('is free again after its holder was killed', async () => {
      const script = `import { DatabaseSync } from 'node:sqlite';
        const database = new DatabaseSync(process.argv[1]);
        database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT');
        console.log('locked');
        setInterval(() => {}, 1000);`;
      const dir = open();
      const holder = await spawnProcess({
        command: process.execPath,
        args: ['--no-warnings', '--input-type=module', '-e', script, dir.file('tandem.lock')],
      });
      await holder.waitForLine(/locked/);
      expect(() => lockDataDir(dir)).toThrow(code('DATA_DIR_LOCKED'));
      await holder.kill();
      lockDataDir(dir).close();
    });
  });

  describe('keys', () => {
    it('are made once, for the owner alone, and kept', () => {
      const first = loadKeys(open());
      const again = loadKeys(open());
      expect(unseal(again.sealing, seal(first.sealing, 'secret', { bound: 'x' }), 'x')).toBe('secret');
      expect(again.idempotency.equals(first.idempotency)).toBe(true);
      expect(modeOf(open().file('keys.json'))).toBe(0o600);
      expect(readdirSync(open().path)).toEqual(['keys.json']);
    });

    it.each(['', '{', '{}', '{"sealing":{"current":"k1","keys":{"k1":"c2hvcnQ="}}}'])(
      'are never made anew over a damaged file (%j)',
      (content) => {
        writeFileSync(open().file('keys.json'), content);
        expect(() => loadKeys(open())).toThrow(code('DATA_DIR_UNUSABLE'));
        expect(readFileSync(open().file('keys.json'), 'utf8')).toBe(content);
      },
    );

    it('are read from text, the first one current', () => {
      const key = Buffer.alloc(32, 1).toString('base64');
      expect(parseSealingKeys(`a:${key}, b:${key}`)).toMatchObject({ ok: true, value: { current: 'a' } });
      for (const bad of ['', 'a', `:${key}`, `a:${key.slice(4)}`, `a b:${key}`]) {
        expect(parseSealingKeys(bad)).toMatchObject({ ok: false });
      }
    });
  });

  describe('root account', () => {
    const given = { accountSid: `AC${'1'.repeat(32)}`, authToken: 'secret' };

    it('is made on the first start and kept', () => {
      const first = loadRootAccount(open(), {});
      expect(first.accountSid).toMatch(/^AC[0-9a-f]{32}$/);
      expect(first.authToken).toMatch(/^[0-9a-f]{32}$/);
      expect(loadRootAccount(open(), {})).toEqual(first);
      expect(modeOf(open().file('credentials.json'))).toBe(0o600);
    });

    it('is what the environment says, and written down', () => {
      loadRootAccount(open(), {});
      expect(loadRootAccount(open(), given)).toEqual(given);
      expect(JSON.parse(readFileSync(open().file('credentials.json'), 'utf8'))).toEqual(given);
      expect(modeOf(open().file('credentials.json'))).toBe(0o600);
    });

    it.each([
      { accountSid: given.accountSid },
      { authToken: 'x' },
      { ...given, accountSid: 'AC1' },
      { ...given, authToken: 'a b' },
    ])('refuses %j', (half) => {
      expect(() => loadRootAccount(open(), half)).toThrow(code('CONFIG_INVALID'));
    });

    it('does not overwrite a damaged file', () => {
      writeFileSync(open().file('credentials.json'), '{"accountSid":');
      expect(() => loadRootAccount(open(), {})).toThrow(code('DATA_DIR_UNUSABLE'));
    });
  });
});
