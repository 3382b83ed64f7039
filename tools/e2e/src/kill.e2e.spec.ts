import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { seededRandom } from '@tandem/kernel/testing';
import { tempDir, waitFor } from '@tandem/testing';
import type { TempDir } from '@tandem/testing';
import { journalEvents, journalProblems, latestInCache, latestInJournal } from './testing/database-files.ts';
import { Ledger } from './testing/load/ledger.ts';
import { startLoad } from './testing/load/load.ts';
import { RunningTandem } from './testing/running-tandem.ts';

const KILLS = 20;
const WRITERS = 8;
const LEAST_ACKNOWLEDGED = 5;
const TIMEOUT_MS = 600_000;
const UNITS = ['cp-1', 'cp-2', 'sms-1'] as const;

const seed = Number(process.env['E2E_SEED'] ?? Date.now() % 1_000_000);
const random = seededRandom(seed);
const ledger = new Ledger();

let dir: TempDir;
let tandem: RunningTandem;
beforeAll(async () => {
  process.stderr.write(`kill -9: E2E_SEED=${seed}\n`);
  dir = await tempDir('tandem-e2e-');
  // Changes are still held when the process dies, and let go after its restart.
  tandem = await RunningTandem.start({ dir: dir.path, env: { TANDEM_CP2_PROPAGATION: 'uniform:0..1' } });
});
afterAll(async () => {
  await tandem.stop();
  await dir.remove();
});

describe('kill -9 in mid-load', () => {
  it(
    `loses nothing acknowledged, ${KILLS} times over one data directory`,
    async () => {
      for (let kill = 1; kill <= KILLS; kill++) {
        const before = ledger.acknowledged;
        const load = startLoad(tandem.api, { writers: WRITERS, random, ledger, name: `k${kill}` });
        await waitFor(() => ledger.acknowledged >= before + LEAST_ACKNOWLEDGED, {
          what: 'the first answers',
        });
        await delay(random.float() * 300);
        await tandem.kill();
        await load.ended;
        await tandem.startAgain();
        const { status, body } = await tandem.api.list();
        expect(status).toBe(200);
        expect({ kill, problems: ledger.reconcile(body) }).toEqual({ kill, problems: [] });
      }
      expect(ledger.acknowledged).toBeGreaterThan(KILLS * LEAST_ACKNOWLEDGED);
      // Otherwise the kills missed the load.
      expect(ledger.lost).toBeGreaterThan(KILLS);
    },
    TIMEOUT_MS,
  );

  it('goes on with every login: those that were free are free, those taken are taken', async () => {
    for (const { login, known } of ledger.entries().slice(0, 60)) {
      const { status, body } = await tandem.api.create(login, 'secret');
      expect({ login, status }).toEqual({ login, status: known.kind === 'live' ? 409 : 201 });
      if (status === 201) expect(await tandem.api.remove(body.sid)).toMatchObject({ status: 200 });
    }
  });

  it('leaves journal and unit caches equal', async () => {
    const { body } = await tandem.api.create('last', 'secret');
    const head = Number((await tandem.api.update(body.sid, { Status: '0' })).headers.get('tandem-revision'));
    for (const { pages } of [tandem.cp1, tandem.cp2, { pages: tandem.sms1 }]) {
      await waitFor(async () => (await pages.client('last')).body.revision === head, { what: pages.url });
      await waitFor(async () => (await pages.get<{ held: number }>('/status')).body.held === 0);
    }
    const ended = await tandem.stop();
    // A process that did not close cleanly says why.
    const said = ended.code === 0 ? '' : tandem.output().split('\n').slice(-5).join('\n');
    expect({ ...ended, said }).toEqual({ code: 0, signal: null, said: '' });
    const events = journalEvents(dir.path);
    expect(journalProblems(events)).toEqual([]);
    const latest = latestInJournal(events);
    for (const unit of UNITS)
      expect({ unit, latest: latestInCache(dir.path, unit) }).toEqual({ unit, latest });
    const live = new Set(latest.filter(({ deleted }) => !deleted).map(({ sid }) => sid));
    const acknowledged = ledger.entries().flatMap(({ known }) => (known.kind === 'live' ? [known.sid] : []));
    expect(acknowledged.filter((sid) => !live.has(sid))).toEqual([]);
  });
});
