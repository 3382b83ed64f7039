import { rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { waitFor } from '@tandem/testing';
import { registersWith } from './testing/phone.ts';
import { RunningTandem } from './testing/running-tandem.ts';
import { mountSmallDisk } from './testing/mount-small-disk.ts';
import { describeWithSmallDisk } from './testing/small-disk.ts';

const MEGABYTES = 8;
const TIMEOUT_MS = 180_000;
const PHONE = { login: 'alice', password: 'wonderland' };

/** Takes what is left, to the last octet. */
const fill = async (dir: string): Promise<string> => {
  const ballast = join(dir, 'ballast');
  const { bavail, bsize } = await statfs(dir);
  for (let octets = bavail * bsize; octets > 0; octets = Math.floor(octets / 2)) {
    await writeFile(ballast, Buffer.alloc(octets), { flag: 'a' }).catch(() => undefined);
  }
  return ballast;
};

describeWithSmallDisk('a full disk', () => {
  it(
    'refuses writes with 503, serves on, and goes on once there is room',
    async () => {
      const disk = mountSmallDisk(MEGABYTES);
      if (disk === undefined) throw new Error('no tmpfs');
      try {
        const tandem = await RunningTandem.start({ dir: disk.path, env: { TANDEM_CP2_PROPAGATION: 'none' } });
        const acknowledged = new Set<string>();
        const create = async (login: string): Promise<number> => {
          const { status, body } = await tandem.api.create(login, 'secret', { form: { VoiceUrl } });
          if (status === 201) acknowledged.add(body.sid);
          return status;
        };
        const VoiceUrl = `http://127.0.0.1/${'x'.repeat(1900)}`;
        try {
          const alice = await tandem.api.create(PHONE.login, PHONE.password);
          acknowledged.add(alice.body.sid);
          await registersWith({ server: tandem.cp1.sip, ...PHONE }, { status: 200 });

          const ballast = await fill(disk.path);
          const refused = await waitFor(
            async () => {
              const status = await create(`during-${acknowledged.size}`);
              if (status !== 201) return status;
              await fill(disk.path);
              return false;
            },
            { what: 'a write to be refused', timeoutMs: 60_000 },
          );
          expect(refused).toBe(503);
          const answer = await tandem.api.create('refused', 'secret', { form: { VoiceUrl } });
          expect(answer).toMatchObject({
            status: 503,
            body: { status: 503, message: expect.any(String) as unknown },
          });
          expect(answer.headers.get('retry-after')).toMatch(/^\d+$/);

          // What was there is served: by the API, and to the phone.
          expect((await tandem.api.read(alice.body.sid)).status).toBe(200);
          await registersWith({ server: tandem.cp1.sip, ...PHONE }, { status: 200 });

          await rm(ballast);
          await waitFor(async () => (await create('after')) === 201, {
            what: 'writes to go on',
            timeoutMs: 30_000,
            intervalMs: 500,
          });
          await registersWith(
            { server: tandem.cp2.sip, login: 'after', password: 'secret' },
            { status: 200, withinMs: 30_000 },
          );
          const listed = async () => new Set((await tandem.api.list()).body.map(({ sid }) => sid));
          const before = await listed();
          expect([...acknowledged].filter((sid) => !before.has(sid))).toEqual([]);
          await tandem.stop();
          await tandem.startAgain();
          expect(await listed()).toEqual(before);
        } finally {
          await tandem.stop();
        }
      } finally {
        disk.unmount();
      }
    },
    TIMEOUT_MS,
  );
});
