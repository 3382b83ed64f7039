import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { freeUdpTcpPort, waitFor } from '@tandem/testing';
import { bindingOf } from '@tandem/sip/testing';
import { describeWithPeer } from './testing/describe-with-peer.ts';
import { sippAnswers, sippCalls } from './testing/sipp-calls.ts';
import type { SippAnswerer } from './testing/sipp-calls.ts';
import { startEndpoint } from './testing/test-endpoint.ts';
import type { TestEndpoint } from './testing/test-endpoint.ts';

const TIMEOUT_MS = 60_000;
const USERS = Array.from({ length: 40 }, (_, at) => ({ login: `caller${at}`, password: `secret${at}` }));

describeWithPeer('sipp', 'calls of SIPp through the unit', (program) => {
  let unit: TestEndpoint;
  let bob: SippAnswerer;

  const register = (login: string, password: string, port: number): void => {
    const contact = `sip:${login}@127.0.0.1:${port}`;
    const sid = unit.credentials.add(login, password);
    const remote = { address: '127.0.0.1', port };
    const binding = bindingOf({ sid, key: contact, contact, remote, expiresAt: Number.MAX_SAFE_INTEGER });
    unit.bindings.apply([{ kind: 'put', binding }]);
  };

  beforeEach(async () => {
    unit = await startEndpoint({ strangersPerSecond: 10_000 });
    const port = await freeUdpTcpPort();
    bob = await sippAnswers(program, port);
    register('bob', 'secret', port);
    for (const { login, password } of USERS) register(login, password, 9);
  });
  afterEach(async () => {
    await bob.stop();
    await unit.endpoint.stop(0);
  });

  const ended = () => unit.calls.filter(({ endedAt }) => endedAt !== null);

  it.each([
    ['udp', undefined],
    ['tcp', undefined],
    ['udp', 5],
  ] as const)(
    'are all taken and hung up over %s, with %s per cent lost',
    async (transport, lost) => {
      const calls = lost === undefined ? 200 : 60;
      const options = { program, server: unit.server, users: USERS, to: 'bob', transport, calls };
      const { code, output } = await sippCalls({ ...options, ...(lost !== undefined && { lost, rate: 20 }) });
      expect([code, code === 0 ? '' : output.slice(-2000)]).toEqual([0, '']);
      await waitFor(() => ended().length >= calls, { what: `${calls} calls to end, of ${ended().length}` });
      const statuses = new Set(ended().map(({ status }) => status));
      expect([...statuses]).toEqual(['completed']);
    },
    TIMEOUT_MS,
  );
});
