import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ResourceView } from '../outcomes.ts';
import { ACCOUNT, openTestInstallation } from '../testing/test-installation.ts';
import type { TestInstallation } from '../testing/test-installation.ts';

let installation: TestInstallation;
beforeAll(async () => {
  installation = await openTestInstallation();
});
afterAll(() => installation.close());

const newClient = async (Login: string): Promise<ResourceView<'Client'>> => {
  const outcome = await installation.clients.create({
    accountSid: ACCOUNT,
    fields: { Login, Password: 'test' },
  });
  if (outcome.kind !== 'created') throw new Error(outcome.kind);
  return outcome.resource;
};

describe('deleting', () => {
  it('answers with the last representation, password included', async () => {
    const client = await newClient('gone');
    const outcome = await installation.clients.delete({ accountSid: ACCOUNT, sid: client.sid });
    const revision = client.revision + 1;
    expect(outcome).toEqual({ kind: 'deleted', resource: { ...client, version: 2, revision }, revision });
  });

  it('takes the Client out of everything but its history', async () => {
    const { sid } = await newClient('vanished');
    await installation.clients.delete({ accountSid: ACCOUNT, sid });
    expect(await installation.clients.get(ACCOUNT, sid)).toBeNull();
    const page = await installation.clients.page({ accountSid: ACCOUNT, name: 'vanished', pageSize: 10 });
    expect(page).toEqual({ resources: [], total: 0 });
    expect(await installation.clients.history(ACCOUNT, sid)).toMatchObject([
      { version: 1, type: 'ClientCreated' },
      { version: 2, type: 'ClientDeleted', changed: [], state: { login: 'vanished' } },
    ]);
  });

  it('keeps no readable password with the event', async () => {
    const { sid } = await newClient('no-copy');
    await installation.clients.delete({ accountSid: ACCOUNT, sid });
    expect((await installation.store.journal.readStream(sid)).at(-1)?.payload.password).toBeNull();
    expect((await installation.store.readModel.get(sid))?.password ?? null).toBeNull();
  });

  it('happens once', async () => {
    const { sid } = await newClient('once');
    const outcomes = await Promise.all(
      Array.from({ length: 5 }, () => installation.clients.delete({ accountSid: ACCOUNT, sid })),
    );
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual([
      'deleted',
      ...Array.from({ length: 4 }, () => 'not-found'),
    ]);
  });

  it('respects If-Match', async () => {
    const { sid } = await newClient('matched');
    expect(await installation.clients.delete({ accountSid: ACCOUNT, sid, ifVersions: [2] })).toEqual({
      kind: 'version-mismatch',
      version: 1,
    });
    expect(await installation.clients.delete({ accountSid: ACCOUNT, sid, ifVersions: [1] })).toMatchObject({
      kind: 'deleted',
    });
  });
});
