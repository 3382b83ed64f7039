import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { tempDir } from '@tandem/testing';
import type { TempDir } from '@tandem/testing';
import { RunningTandem } from './testing/running-tandem.ts';

const AT_ONCE = 50;
const ROUNDS = 5;
const RIVALS = 10;

let dir: TempDir;
let tandem: RunningTandem;
beforeAll(async () => {
  dir = await tempDir('tandem-e2e-');
  tandem = await RunningTandem.start({ dir: dir.path });
});
afterAll(async () => {
  await tandem.stop();
  await dir.remove();
});

const many = <T>(count: number, make: (n: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, n) => make(n)));

const tally = (answers: readonly { readonly status: number }[]): Record<number, number> => {
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
};

describe('writers at once', () => {
  it('create one login fifty times: one wins, the others are told', async () => {
    const answers = await many(AT_ONCE, (n) => tandem.api.create('wanted', `secret-${n}`));
    expect(tally(answers)).toEqual({ 201: 1, 409: AT_ONCE - 1 });
    const [winner] = answers.filter(({ status }) => status === 201);
    const listed = (await tandem.api.list()).body.filter(({ login }) => login === 'wanted');
    expect(listed).toEqual([winner?.body]);
  });

  it('update one version: exactly one wins each', async () => {
    const { body } = await tandem.api.create('versioned', 'secret');
    for (let version = 1; version <= ROUNDS; version++) {
      const answers = await many(RIVALS, (n) =>
        tandem.api.update(body.sid, { FriendlyName: `v${version} by ${n}` }, { 'if-match': `"${version}"` }),
      );
      expect(tally(answers)).toEqual({ 200: 1, 412: RIVALS - 1 });
      const [winner] = answers.filter(({ status }) => status === 200);
      const now = await tandem.api.read(body.sid);
      expect(now.body.friendly_name).toBe(winner?.body.friendly_name);
      expect(now.headers.get('etag')).toBe(`"${version + 1}"`);
    }
  });

  it('update without a condition: all succeed and the versions count up', async () => {
    const { body } = await tandem.api.create('unconditional', 'secret');
    const answers = await many(RIVALS, (n) => tandem.api.update(body.sid, { FriendlyName: `by ${n}` }));
    expect(tally(answers)).toEqual({ 200: RIVALS });
    const tags = answers.map(({ headers }) => Number(headers.get('etag')?.slice(1, -1)));
    expect(tags.sort((a, b) => a - b)).toEqual(Array.from({ length: RIVALS }, (_, n) => n + 2));
    const revisions = answers.map(({ headers }) => headers.get('tandem-revision'));
    expect(new Set(revisions).size).toBe(RIVALS);
    const history = await tandem.api.call<{ version: number }[]>('GET', `/Clients/${body.sid}/Events.json`);
    expect(history.body.map(({ version }) => version)).toEqual(
      Array.from({ length: RIVALS + 1 }, (_, n) => n + 1),
    );
  });

  it('delete once: one is told 200, the others 404, and the login is free', async () => {
    const { body } = await tandem.api.create('passing', 'secret');
    const answers = await many(RIVALS, () => tandem.api.remove(body.sid));
    expect(tally(answers)).toEqual({ 200: 1, 404: RIVALS - 1 });
    expect((await tandem.api.create('passing', 'secret')).status).toBe(201);
  });
});
