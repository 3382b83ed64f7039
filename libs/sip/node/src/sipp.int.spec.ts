import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { describeWithPeer } from './testing/describe-with-peer.ts';
import { sippRegister } from './testing/sipp.ts';
import { startEndpoint } from './testing/test-endpoint.ts';
import type { TestEndpoint } from './testing/test-endpoint.ts';

const USERS = Array.from({ length: 50 }, (_, i) => ({ login: `user${i}`, password: `secret${i}` }));
const TIMEOUT_MS = 40_000;

describeWithPeer('sipp', 'SIPp at the unit', (program) => {
  let unit: TestEndpoint;
  beforeEach(async () => {
    unit = await startEndpoint({ strangersPerSecond: Infinity });
    for (const { login, password } of USERS) unit.credentials.add(login, password);
  });
  afterEach(() => unit.endpoint.stop(0));

  it.each(['udp', 'tcp'] as const)(
    'registers and unregisters fifty phones over %s with MD5',
    async (transport) => {
      const { server } = unit;
      const registered = await sippRegister({ program, server, users: USERS, transport });
      expect(registered.code).toBe(0);
      expect(unit.bindings.size).toBe(50);
      const gone = await sippRegister({ program, server, users: USERS, transport: 'udp', expires: 0 });
      expect(gone.code).toBe(0);
      expect(unit.events.filter(({ kind }) => kind === 'appeared')).toHaveLength(50);
    },
    TIMEOUT_MS,
  );

  it(
    'refreshes at a rate without a second appearance',
    async () => {
      const { server } = unit;
      expect((await sippRegister({ program, server, users: USERS, calls: 500, rate: 1000 })).code).toBe(0);
      // SIPp has another port each run, but one within it: the Contact stays the same.
      expect(unit.events).toHaveLength(50);
      expect(unit.bindings.size).toBe(50);
    },
    TIMEOUT_MS,
  );

  it(
    'is told 403 for wrong passwords and unknown users',
    async () => {
      const wrong = USERS.slice(0, 5).map(({ login }) => ({ login, password: 'guess' }));
      const unknown = [{ login: 'nobody', password: 'guess' }];
      const users = [...wrong, ...unknown];
      const result = await sippRegister({ program, server: unit.server, users, expect: 403 });
      expect(result.code).toBe(0);
      expect(unit.bindings.size).toBe(0);
    },
    TIMEOUT_MS,
  );

  it(
    'fails where another answer was expected, so that its success means something',
    async () => {
      const users = [{ login: 'nobody', password: 'guess' }];
      expect((await sippRegister({ program, server: unit.server, users })).code).toBe(1);
    },
    TIMEOUT_MS,
  );
});
