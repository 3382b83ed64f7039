import { afterEach, expect, it } from '@jest/globals';
import { waitFor } from '@tandem/testing';
import { startBaresip } from './testing/baresip.ts';
import type { Baresip, BaresipOptions } from './testing/baresip.ts';
import { describeWithPeer } from './testing/describe-with-peer.ts';
import { startEndpoint } from './testing/test-endpoint.ts';
import type { TestEndpoint } from './testing/test-endpoint.ts';

const TIMEOUT_MS = 30_000;

describeWithPeer('baresip', 'baresip at the unit', (program) => {
  const cleanUps: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
  });

  const start = async (
    over: Partial<BaresipOptions> = {},
  ): Promise<{ unit: TestEndpoint; phone: Baresip }> => {
    const unit = await startEndpoint();
    cleanUps.push(() => unit.endpoint.stop(0));
    unit.credentials.add('alice', 'wonderland');
    const { server } = unit;
    const phone = await startBaresip({ program, server, login: 'alice', password: 'wonderland', ...over });
    cleanUps.push(() => phone.stop());
    return { unit, phone };
  };
  const bindings = ({ bindings: store }: TestEndpoint) => [...{ [Symbol.iterator]: () => store.all() }];

  it.each(['udp', 'tcp'] as const)(
    'registers over %s with MD5, and unregisters when it ends',
    async (transport) => {
      const { unit, phone } = await start({ transport });
      await waitFor(() => unit.bindings.size === 1, { what: 'baresip to register', timeoutMs: 10_000 });
      const [binding] = bindings(unit);
      expect(binding).toMatchObject({ aor: 'alice@tandem.local', transport, behindNat: false });
      expect(binding?.userAgent).toContain('baresip');
      await phone.stop();
      await waitFor(() => unit.bindings.size === 0, { what: 'baresip to unregister' });
    },
    TIMEOUT_MS,
  );

  it(
    'hears 403 once for a wrong password, and does not hammer',
    async () => {
      const { unit, phone } = await start({ password: 'guess' });
      await phone.process.waitForLine(/403 Forbidden/);
      expect(phone.process.output().match(/SIP\/2\.0 401/g)).toHaveLength(1);
      expect(unit.bindings.size).toBe(0);
    },
    TIMEOUT_MS,
  );
});
