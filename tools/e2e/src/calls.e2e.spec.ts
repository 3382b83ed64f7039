import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeWithPeer, startBaresip } from '@tandem/sip-node/testing';
import { tempDir, waitFor } from '@tandem/testing';
import type { TempDir } from '@tandem/testing';
import { RunningTandem } from './testing/running-tandem.ts';

interface CallJson {
  readonly sid: string;
  readonly status: string;
  readonly from: string;
  readonly to: string;
  readonly direction: string;
  readonly client_sid: string;
  readonly ended_by?: string;
  readonly sip_code?: number;
  readonly start_time: string;
  readonly end_time?: string;
  readonly duration?: number;
}

const TIMEOUT_MS = 60_000;

describeWithPeer('baresip', 'a call between two Clients', (program) => {
  let dir: TempDir;
  let tandem: RunningTandem;
  const sids = new Map<string, string>();

  beforeAll(async () => {
    dir = await tempDir('tandem-e2e-');
    tandem = await RunningTandem.start({ dir: dir.path });
    for (const login of ['alice', 'bob', 'robot']) {
      const form = login === 'robot' ? { VoiceUrl: 'https://example.com/voice' } : {};
      const { body } = await tandem.api.create(login, 'secret', { form, headers: { prefer: 'wait=30' } });
      sids.set(login, body.sid);
    }
  });
  afterAll(async () => {
    await tandem.stop();
    await dir.remove();
  });

  const phone = async (login: string, { at = 'cp1' }: { readonly at?: 'cp1' | 'cp2' } = {}) => {
    const server = tandem[at].sip;
    const started = await startBaresip({ program, server, login, password: 'secret' });
    const isThere = async (): Promise<boolean> =>
      (await tandem.cp1.pages.registrations(login)).body.length > 0;
    await waitFor(isThere, { what: `${login} to register`, timeoutMs: 10_000 });
    return started;
  };
  const calls = async (query: string): Promise<readonly CallJson[]> => {
    const { body } = await tandem.api.call<{ readonly calls: readonly CallJson[] }>(
      'GET',
      `/Calls.json${query}`,
    );
    return body.calls;
  };
  const call = (query: string, status: string): Promise<CallJson> =>
    waitFor(async () => (await calls(query)).find((each) => each.status === status), {
      what: `a call ${query} that is ${status}`,
      timeoutMs: 15_000,
    });
  const uri = (login: string): string => `sip:${login}@127.0.0.1:${tandem.cp1.sip.port}`;

  it(
    'rings, is taken and hung up, and is in the API all the while',
    async () => {
      const [alice, bob] = [await phone('alice'), await phone('bob')];
      try {
        await alice.command('dial', uri('bob'));
        const ringing = await call('?To=bob', 'ringing');
        await bob.command('accept');
        expect((await call('?To=bob', 'in-progress')).sid).toBe(ringing.sid);
        await bob.command('hangup');
        const { sid: sidOfCall, ...ended } = await call('?To=bob', 'completed');
        expect(sidOfCall).toBe(ringing.sid);
        expect(ended).toMatchObject({
          ...{ from: 'alice', to: 'bob', direction: 'client-to-client', client_sid: sids.get('alice') },
          ...{ ended_by: 'callee', sip_code: 200, duration: expect.any(Number) },
          end_time: expect.stringMatching(/Z$/),
        });
      } finally {
        await Promise.all([alice.stop(), bob.stop()]);
      }
    },
    TIMEOUT_MS,
  );

  it(
    'goes to a phone of another unit, and back, and has one record',
    async () => {
      const [alice, bob] = [await phone('alice'), await phone('bob', { at: 'cp2' })];
      try {
        const before = new Set((await calls('')).map((each) => each.sid));
        await alice.command('dial', uri('bob'));
        await bob.process.waitForLine(/INVITE sip:bob/);
        await bob.command('accept');
        await alice.process.waitForLine(/Call established/);
        await bob.command('hangup');
        await alice.process.waitForLine(/session closed/i);
        await waitFor(
          async () => (await calls('?To=bob')).filter((each) => !before.has(each.sid)).length === 1,
        );
        const made = (await calls('?To=bob')).find((each) => !before.has(each.sid));
        await waitFor(
          async () => (await calls('?To=bob')).find((each) => each.sid === made?.sid)?.status === 'completed',
        );
        await bob.command('dial', uri('alice'));
        await alice.process.waitForLine(/INVITE sip:alice/);
        await bob.command('hangup');
        expect(await call('?From=bob', 'canceled')).toMatchObject({ to: 'alice', ended_by: 'caller' });
      } finally {
        await Promise.all([alice.stop(), bob.stop()]);
      }
    },
    TIMEOUT_MS,
  );

  it(
    'has a record even where nobody takes it, or nobody may',
    async () => {
      const alice = await phone('alice');
      const robot = await phone('robot');
      try {
        await alice.command('dial', uri('nobody'));
        expect(await call('?To=nobody', 'failed')).toMatchObject({ sip_code: 404, ended_by: 'unit' });
        await alice.command('dial', uri('bob'));
        expect(await call('?To=bob', 'no-answer')).toMatchObject({ sip_code: 480 });
        await robot.command('dial', uri('alice'));
        expect(await call('?From=robot', 'failed')).toMatchObject({ sip_code: 503 });
      } finally {
        await Promise.all([alice.stop(), robot.stop()]);
      }
    },
    TIMEOUT_MS,
  );
});
