import { afterEach, expect, it } from '@jest/globals';
import { waitFor } from '@tandem/testing';
import { startBaresip } from './testing/baresip.ts';
import type { Baresip, BaresipOptions } from './testing/baresip.ts';
import { describeWithPeer } from './testing/describe-with-peer.ts';
import { startEndpoint } from './testing/test-endpoint.ts';
import type { TestEndpoint } from './testing/test-endpoint.ts';

const TIMEOUT_MS = 30_000;

describeWithPeer('baresip', 'calls between two baresips at one unit', (program) => {
  const cleanUps: (() => Promise<unknown>)[] = [];
  let unit: TestEndpoint;
  afterEach(async () => {
    for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
  });

  const phone = async (login: string, over: Partial<BaresipOptions> = {}): Promise<Baresip> => {
    unit.credentials.add(login, 'secret');
    const before = unit.bindings.size;
    const started = await startBaresip({ program, server: unit.server, login, password: 'secret', ...over });
    cleanUps.push(() => started.stop());
    await waitFor(() => unit.bindings.size === before + 1, {
      what: `${login} to register`,
      timeoutMs: 10_000,
    });
    return started;
  };
  const open = async (): Promise<void> => {
    unit = await startEndpoint();
    cleanUps.push(() => unit.endpoint.stop(0));
  };
  const becomes = (status: string) =>
    waitFor(() => unit.calls.at(-1)?.status === status, {
      what: `a call to be ${status}; it was ${unit.calls.map((call) => call.status).join(', ')}`,
      timeoutMs: 10_000,
    });
  const uri = (login: string): string => `sip:${login}@${unit.server.address}:${unit.server.port}`;

  it.each([
    ['udp', 'udp'],
    ['tcp', 'udp'],
    ['udp', 'tcp'],
  ] as const)(
    'ring, talk and are hung up: over %s to a phone on %s',
    async (from, to) => {
      await open();
      const alice = await phone('alice', { transport: from });
      const bob = await phone('bob', { transport: to, answers: true });
      await alice.command('dial', uri('bob'));
      await becomes('in-progress');
      await bob.process.waitForLine(/Call established/);
      await alice.process.waitForLine(/Call established/);
      await alice.command('hangup');
      await becomes('completed');
      expect(unit.calls.at(-1)).toMatchObject({ endedBy: 'caller', sipCode: 200, dialled: 'bob' });
      await bob.process.waitForLine(/session closed/i);
    },
    TIMEOUT_MS,
  );

  it(
    'are hung up by the callee, and refused by one who declines',
    async () => {
      await open();
      const alice = await phone('alice');
      const bob = await phone('bob');
      await alice.command('dial', uri('bob'));
      await becomes('ringing');
      await bob.command('accept');
      await becomes('in-progress');
      await bob.command('hangup');
      await becomes('completed');
      expect(unit.calls.at(-1)).toMatchObject({ endedBy: 'callee' });
      await alice.command('dial', uri('bob'));
      await becomes('ringing');
      await bob.command('hangup');
      await becomes('busy');
    },
    TIMEOUT_MS,
  );

  it(
    'are cancelled by the caller while they ring',
    async () => {
      await open();
      const alice = await phone('alice');
      const bob = await phone('bob');
      await alice.command('dial', uri('bob'));
      await becomes('ringing');
      await alice.command('hangup');
      await becomes('canceled');
      expect(unit.calls.at(-1)).toMatchObject({ sipCode: 487, endedBy: 'caller' });
      await bob.process.waitForLine(/session closed/i);
    },
    TIMEOUT_MS,
  );
});
