import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { tempDir, waitFor } from '@tandem/testing';
import type { TempDir } from '@tandem/testing';
import { registersWith } from './testing/phone.ts';
import { RunningTandem } from './testing/running-tandem.ts';
import type { UnitPages } from './testing/unit-pages.ts';

/** cp-1 is the canary; cp-2 gets what it has been well with for a second. */
describe('a staged roll-out', () => {
  let dir: TempDir;
  let tandem: RunningTandem;
  let sid = '';

  beforeAll(async () => {
    dir = await tempDir('tandem-e2e-');
    const env = {
      ROLLOUT: 'staged',
      ROLLOUT_HEALTHY_SECONDS: '1',
      TANDEM_CP1_GROUP: 'canary',
      TANDEM_CP2_PROPAGATION: 'none',
    };
    tandem = await RunningTandem.start({ dir: dir.path, env });
    ({ sid } = (await tandem.api.create('alice', 'old', { headers: { prefer: 'wait=30' } })).body);
  });
  afterAll(async () => {
    await tandem.stop();
    await dir.remove();
  });

  const version = async (pages: UnitPages): Promise<number> => (await pages.client('alice')).body.version;
  const model = (pages: UnitPages, text: string): Promise<Response> =>
    fetch(`${pages.url}/propagation-model`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ model: text }),
    });

  it('shows a change on main units only after the canary has shown it for a while', async () => {
    await model(tandem.cp1.pages, 'fixed:1');
    await tandem.api.update(sid, { FriendlyName: 'Staged' });
    const before = await waitFor(
      async () => {
        const { body } = await tandem.cp2.pages.client('alice');
        return body.held === null ? undefined : body;
      },
      { what: 'cp-2 to hold the change' },
    );
    expect([before.version, before.held]).toMatchObject([1, { version: 2, until: null }]);
    const shown: string[] = [];
    await waitFor(
      async () => {
        for (const unit of [tandem.cp1, tandem.cp2]) {
          if ((await version(unit.pages)) === 2 && !shown.includes(unit.unit)) shown.push(unit.unit);
        }
        return shown.length === 2 || undefined;
      },
      { what: 'both units' },
    );
    expect(shown).toEqual(['cp-1', 'cp-2']);
    const [canary, main] = await Promise.all(
      [tandem.cp1, tandem.cp2].map(({ pages }) => pages.client('alice')),
    );
    const ahead = Date.parse(main?.body.applied_at ?? '') - Date.parse(canary?.body.applied_at ?? '');
    expect(ahead).toBeGreaterThanOrEqual(1000);
    await model(tandem.cp1.pages, 'none');
  });

  it('lets a revocation pass', async () => {
    await model(tandem.cp1.pages, 'fixed:3600');
    await tandem.api.update(sid, { Password: 'new', FriendlyName: 'Held' });
    await registersWith({ server: tandem.cp2.sip, login: 'alice', password: 'new' }, { status: 200 });
    expect((await tandem.cp2.pages.client('alice')).body).toMatchObject({ version: 2, held: { version: 3 } });
  });
});
