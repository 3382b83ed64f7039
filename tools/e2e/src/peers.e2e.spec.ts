import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeWithPeer, sippRegister, startBaresip } from '@tandem/sip-node/testing';
import { tempDir, waitFor } from '@tandem/testing';
import type { TempDir } from '@tandem/testing';
import { RunningTandem } from './testing/running-tandem.ts';

const USERS = Array.from({ length: 20 }, (_, i) => ({ login: `user${i}`, password: `secret${i}` }));
const TIMEOUT_MS = 60_000;

let dir: TempDir;
let tandem: RunningTandem;
beforeAll(async () => {
  dir = await tempDir('tandem-e2e-');
  tandem = await RunningTandem.start({ dir: dir.path, env: { TANDEM_CP2_PROPAGATION: 'none' } });
  const answers = await Promise.all(USERS.map(({ login, password }) => tandem.api.create(login, password)));
  expect(answers.map(({ status }) => status)).toEqual(USERS.map(() => 201));
  const [last] = USERS.slice(-1);
  for (const { pages } of [tandem.cp1, tandem.cp2]) {
    await waitFor(async () => (await pages.client(last?.login ?? '')).status === 200, { what: pages.url });
  }
});
afterAll(async () => {
  await tandem.stop();
  await dir.remove();
});

const phonesOf = async (login: string): Promise<readonly string[]> => {
  const { body } = await tandem.cp1.pages.registrations(login);
  return body.map(({ unit }) => unit);
};

describeWithPeer('sipp', 'SIPp at the running units', (program) => {
  it.each([
    ['cp1', 'udp'],
    ['cp1', 'tcp'],
    ['cp2', 'udp'],
    ['cp2', 'tcp'],
  ] as const)(
    'registers every Client at %s over %s',
    async (unit, transport) => {
      const { sip: server } = tandem[unit];
      expect(await sippRegister({ program, server, users: USERS, transport, rate: 50 })).toMatchObject({
        code: 0,
      });
    },
    TIMEOUT_MS,
  );

  it(
    'is refused with a wrong password',
    async () => {
      const users = USERS.slice(0, 3).map(({ login }) => ({ login, password: 'guess' }));
      const result = await sippRegister({ program, server: tandem.cp1.sip, users, expect: 403 });
      expect(result).toMatchObject({ code: 0 });
    },
    TIMEOUT_MS,
  );
});

describeWithPeer('baresip', 'baresip at the running units', (program) => {
  it.each(['udp', 'tcp'] as const)(
    'registers over %s, and unregisters when it ends',
    async (transport) => {
      expect(await tandem.api.create(`baresip-${transport}`, 'wonderland')).toMatchObject({ status: 201 });
      const login = `baresip-${transport}`;
      await waitFor(async () => (await tandem.cp2.pages.client(login)).status === 200);
      const server = tandem.cp2.sip;
      const phone = await startBaresip({ program, server, login, password: 'wonderland', transport });
      try {
        await waitFor(async () => (await phonesOf(login)).includes('cp-2'), {
          what: 'baresip to be registered at cp-2, as cp-1 sees it',
          timeoutMs: 20_000,
        });
      } finally {
        await phone.stop();
      }
      await waitFor(async () => (await phonesOf(login)).length === 0, { what: 'baresip to be gone' });
    },
    TIMEOUT_MS,
  );
});
