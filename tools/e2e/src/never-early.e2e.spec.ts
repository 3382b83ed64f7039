import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { seededRandom } from '@tandem/kernel/testing';
import { tempDir, waitFor } from '@tandem/testing';
import type { TempDir } from '@tandem/testing';
import type { Answer } from './testing/management-api.ts';
import { RunningTandem } from './testing/running-tandem.ts';

const WRITERS = 6;
const WRITES_EACH = 15;
const LEAST_IN_SYNC = 30;
const TIMEOUT_MS = 180_000;
const WAIT = { prefer: 'wait=20' };
const MODELS = ['none', 'uniform:0..0.3', 'fixed:0.2', 'interval:1'] as const;

const seed = Number(process.env['E2E_SEED'] ?? Date.now() % 1_000_000);
const random = seededRandom(seed);
const pick = <T>(from: readonly T[]): T => from[Math.floor(random.float() * from.length)] as T;

let dir: TempDir;
let tandem: RunningTandem;
beforeAll(async () => {
  process.stderr.write(`never early: E2E_SEED=${seed}\n`);
  dir = await tempDir('tandem-e2e-');
  tandem = await RunningTandem.start({ dir: dir.path });
});
afterAll(async () => {
  await tandem.stop();
  await dir.remove();
});

/** One Client at a time, written by nobody else, so that its version is known. */
class Writer {
  readonly login: string;
  inSync = 0;
  readonly violations: string[] = [];
  #sid: string | null = null;
  #version = 0;

  constructor(login: string) {
    this.login = login;
  }

  async run(): Promise<void> {
    for (let write = 0; write < WRITES_EACH; write += 1) {
      try {
        await this.#write();
      } catch {
        // The process was killed: what became of the write is known when it is up again.
        await waitFor(() => this.#recall(), { what: 'the API to be back', timeoutMs: 30_000 });
      }
    }
  }

  async #write(): Promise<void> {
    const { api } = tandem;
    if (this.#sid === null) {
      const created = await api.create(this.login, 'test', { headers: WAIT });
      if (created.status !== 201) throw new Error(`create: ${created.status}`);
      [this.#sid, this.#version] = [created.body.sid, 1];
      return this.#judge(created);
    }
    if (random.float() < 0.2) {
      const deleted = await api.call('DELETE', `/Clients/${this.#sid}.json`, { headers: WAIT });
      [this.#sid, this.#version] = [null, 0];
      return this.#judge(deleted);
    }
    const form = pick([
      { FriendlyName: `name ${random.float()}` },
      { Password: `password ${random.float()}` },
      { Status: pick(['0', '1']), FriendlyName: `status ${random.float()}` },
    ]);
    const updated = await api.update(this.#sid, form, WAIT);
    if (updated.status !== 200) throw new Error(`update: ${updated.status}`);
    this.#version = Number(updated.headers.get('etag')?.replaceAll('"', ''));
    return this.#judge(updated);
  }

  /** What INSYNC promises: whoever asks any unit now gets this version. */
  async #judge({ headers }: Answer<unknown>): Promise<void> {
    if (headers.get('tandem-propagation')?.startsWith('INSYNC') !== true) return;
    this.inSync += 1;
    for (const pages of [tandem.cp1.pages, tandem.cp2.pages, tandem.sms1]) {
      const { status, body } = await pages.client(this.login);
      const shown = status === 404 ? 0 : body.version;
      if (shown !== this.#version) {
        this.violations.push(
          `${this.login}: INSYNC at version ${this.#version}, ${pages.url} shows ${shown}`,
        );
      }
    }
  }

  async #recall(): Promise<boolean> {
    const { status, headers, body } = await tandem.api.call<readonly { sid: string }[]>(
      'GET',
      `/Clients.json?Login=${this.login}`,
    );
    if (status !== 200) return false;
    this.#sid = body[0]?.sid ?? null;
    const read = this.#sid === null ? null : await tandem.api.read(this.#sid);
    this.#version = Number(read?.headers.get('etag')?.replaceAll('"', '') ?? 0);
    return headers !== null;
  }
}

/** Caches built anew, models that change, and once a kill -9 in the midst of it. */
const disturb = async (ended: () => boolean): Promise<void> => {
  const ask = (url: string, init: RequestInit): Promise<unknown> => fetch(url, init).catch(() => undefined);
  for (let turn = 0; !ended(); turn += 1) {
    await delay(200 + random.float() * 300);
    const { url } = pick([tandem.cp1.pages, tandem.cp2.pages, tandem.sms1]);
    if (turn === 4) {
      await tandem.kill();
      await tandem.startAgain();
    } else if (random.float() < 0.5) {
      await ask(`${url}/rebuild`, { method: 'POST' });
    } else {
      const body = JSON.stringify({ model: pick(MODELS) });
      await ask(`${url}/propagation-model`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body,
      });
    }
  }
};

describe('INSYNC', () => {
  it(
    'is never early, whatever happens to units and service',
    async () => {
      const writers = Array.from({ length: WRITERS }, (_, index) => new Writer(`writer-${index}`));
      let ended = false;
      const disturbing = disturb(() => ended);
      await Promise.all(writers.map((writer) => writer.run())).finally(() => {
        ended = true;
      });
      await disturbing;
      expect(writers.flatMap(({ violations }) => violations)).toEqual([]);
      expect(writers.reduce((sum, { inSync }) => sum + inSync, 0)).toBeGreaterThan(LEAST_IN_SYNC);
    },
    TIMEOUT_MS,
  );
});
