import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ResourceView } from '../outcomes.ts';
import { failingStore } from '../testing/failing-store.ts';
import { ACCOUNT, openTestInstallation, OTHER_ACCOUNT } from '../testing/test-installation.ts';
import type { TestInstallation } from '../testing/test-installation.ts';

let installation: TestInstallation;
beforeAll(async () => {
  installation = await openTestInstallation();
});
afterAll(() => installation.close());

let logins = 0;
const newClient = async (): Promise<ResourceView<'Client'>> => {
  logins += 1;
  const outcome = await installation.clients.create({
    accountSid: ACCOUNT,
    fields: { Login: `user-${logins}`, Password: 'test' },
  });
  if (outcome.kind !== 'created') throw new Error(outcome.kind);
  return outcome.resource;
};

const update = (sid: string, fields: Record<string, string>, ifVersions?: readonly number[]) =>
  installation.clients.update({ accountSid: ACCOUNT, sid, fields, ...(ifVersions && { ifVersions }) });

describe('updating', () => {
  it('answers with the Client as it is now, and it is there at once', async () => {
    const { sid } = await newClient();
    installation.clock.advance(5000);
    const outcome = await update(sid, { Password: 'NewPassword', Status: '0' });
    expect(outcome).toMatchObject({
      kind: 'updated',
      resource: { sid, version: 2, password: 'NewPassword', state: { status: 0 } },
    });
    expect(await installation.clients.get(ACCOUNT, sid)).toEqual(
      outcome.kind === 'updated' && outcome.resource,
    );
  });

  it('keeps the password where the request has none', async () => {
    const { sid } = await newClient();
    expect(await update(sid, { Status: '0' })).toMatchObject({ resource: { password: 'test' } });
    const [first, second] = await installation.store.journal.readStream(sid);
    expect(second?.payload.credentials).toBe(first?.payload.credentials);
    expect(second?.payload.password).toBe(first?.payload.password);
  });

  it('chains each event to the one before', async () => {
    const { sid } = await newClient();
    await update(sid, { Status: '0' });
    await update(sid, { Status: '1' });
    const events = await installation.store.journal.readStream(sid);
    const [first, second, third] = events;
    expect(events).toMatchObject([
      { version: 1, previousEventId: null, previousRevision: 0, createdRevision: 0 },
      { version: 2, previousEventId: first?.eventId, previousRevision: first?.revision },
      { version: 3, previousEventId: second?.eventId, previousRevision: second?.revision },
    ]);
    expect(third).toMatchObject({ createdRevision: first?.revision, claim: null, accountSid: ACCOUNT });
    expect(new Set(events.map(({ eventId }) => eventId)).size).toBe(3);
  });

  it('that changes nothing is answered with the Client as it is, and appends nothing', async () => {
    const client = await newClient();
    const head = await installation.store.journal.head();
    for (const fields of [{}, { Password: 'test' }, { Status: '1', Login: 'other' }]) {
      expect(await update(client.sid, fields)).toEqual({
        kind: 'updated',
        resource: client,
        revision: client.revision,
      });
    }
    expect(await installation.store.journal.head()).toBe(head);
  });

  it.each([`CL${'f'.repeat(32)}`, 'CL1', '', 'nonsense'])('finds no Client %j', async (sid) => {
    expect(await update(sid, { Status: '0' })).toEqual({ kind: 'not-found' });
  });

  it('finds no Client of another account', async () => {
    const { sid } = await newClient();
    expect(
      await installation.clients.update({ accountSid: OTHER_ACCOUNT, sid, fields: { Status: '0' } }),
    ).toEqual({ kind: 'not-found' });
    expect(await installation.clients.delete({ accountSid: OTHER_ACCOUNT, sid })).toEqual({
      kind: 'not-found',
    });
    expect(await installation.clients.get(ACCOUNT, sid)).toMatchObject({ version: 1 });
  });
});

describe('conflicting updates', () => {
  it('without If-Match all win, one after the other, and none is lost', async () => {
    const { sid } = await newClient();
    const names = Array.from({ length: 9 }, (_, i) => `name-${i}`);
    const outcomes = await Promise.all(
      names.map((FriendlyName) =>
        installation.instance().update({ accountSid: ACCOUNT, sid, fields: { FriendlyName } }),
      ),
    );
    expect(outcomes.map((outcome) => outcome.kind)).toEqual(names.map(() => 'updated'));
    const history = (await installation.clients.history(ACCOUNT, sid)) ?? [];
    expect(history.map(({ version }) => version)).toEqual(Array.from({ length: 10 }, (_, i) => i + 1));
    expect(
      history
        .slice(1)
        .map(({ state }) => state.friendlyName)
        .sort(),
    ).toEqual(names);
    expect(history.map(({ revision }) => revision)).toEqual(
      history.map(({ revision }) => revision).sort((a, b) => a - b),
    );
  });

  it('of different fields keep both changes', async () => {
    const { sid } = await newClient();
    await Promise.all([update(sid, { Status: '0' }), update(sid, { FriendlyName: 'Both' })]);
    expect(await installation.clients.get(ACCOUNT, sid)).toMatchObject({
      version: 3,
      state: { status: 0, friendlyName: 'Both' },
    });
  });

  it('with If-Match exactly one wins', async () => {
    const { sid } = await newClient();
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, i) => update(sid, { FriendlyName: `only-${i}` }, [1])),
    );
    expect(outcomes.filter(({ kind }) => kind === 'updated')).toHaveLength(1);
    expect(outcomes.filter(({ kind }) => kind === 'version-mismatch')).toHaveLength(9);
    expect(await installation.clients.get(ACCOUNT, sid)).toMatchObject({ version: 2 });
  });

  it('with a delete end in a delete', async () => {
    const { sid } = await newClient();
    const [removed, ...updates] = await Promise.all([
      installation.clients.delete({ accountSid: ACCOUNT, sid }),
      ...Array.from({ length: 5 }, (_, i) => update(sid, { FriendlyName: `late-${i}` })),
    ]);
    expect(removed.kind).toBe('deleted');
    for (const { kind } of updates) expect(['updated', 'not-found']).toContain(kind);
    expect(await installation.clients.get(ACCOUNT, sid)).toBeNull();
    expect((await installation.clients.history(ACCOUNT, sid))?.at(-1)?.type).toBe('ClientDeleted');
  });

  it('give up after a bounded number of attempts, and say that it is not known', async () => {
    const { sid } = await newClient();
    let tries = 0;
    const losing = installation.instance({
      limits: { attempts: 3 },
      store: failingStore(installation.store, {
        journal: { append: async () => ((tries += 1), [{ kind: 'conflict' }]) },
      }),
    });
    const outcome = await losing.update({ accountSid: ACCOUNT, sid, fields: { Status: '0' } });
    expect(outcome).toMatchObject({ kind: 'undecided', why: expect.stringContaining('3 times') });
    expect(tries).toBe(4);
  });
});
