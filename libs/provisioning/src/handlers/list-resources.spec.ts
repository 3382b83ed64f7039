import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { indexedOf } from '@tandem/journal';
import type { ListResources } from '../commands.ts';
import { ACCOUNT, openTestInstallation, OTHER_ACCOUNT } from '../testing/test-installation.ts';
import type { TestInstallation } from '../testing/test-installation.ts';

// More than one chunk of a streamed list.
const COUNT = 603;

let installation: TestInstallation;
beforeAll(async () => {
  installation = await openTestInstallation();
  const { clients } = installation;
  await Promise.all(
    Array.from({ length: COUNT }, (_, i) =>
      clients.create({
        accountSid: ACCOUNT,
        fields: { Login: `u${i}`, Password: 'p', FriendlyName: `f${i % 3}`, Status: String(i % 2) },
      }),
    ),
  );
  await clients.create({ accountSid: OTHER_ACCOUNT, fields: { Login: 'theirs', Password: 'p' } });
}, 20_000);
afterAll(() => installation.close());

const all = async (query: Omit<ListResources, 'accountSid'> = {}) => {
  const logins: string[] = [];
  for await (const { state } of installation.clients.list({ accountSid: ACCOUNT, ...query })) {
    logins.push(state.login);
  }
  return logins;
};

describe('listing', () => {
  it('gives every Client of the account once, in creation order', async () => {
    const logins = await all();
    expect(logins).toEqual(
      installation.appended
        .filter(({ accountSid }) => accountSid === ACCOUNT)
        .sort((a, b) => a.revision - b.revision)
        .map(({ payload }) => indexedOf(payload.state).name),
    );
    expect(new Set(logins).size).toBe(COUNT);
  });

  it('filters', async () => {
    expect(await all({ name: 'u7' })).toEqual(['u7']);
    expect(await all({ friendlyName: 'f0' })).toHaveLength(201);
    expect(await all({ friendlyName: 'f0', status: 1 })).toHaveLength(100);
    expect(await all({ name: 'nobody' })).toEqual([]);
  });
});

describe('paging', () => {
  const pages = async (pageSize: number, query: Omit<ListResources, 'accountSid'> = {}) => {
    const sizes: number[] = [];
    const logins: string[] = [];
    let pageToken: string | undefined;
    do {
      const page = await installation.clients.page({
        accountSid: ACCOUNT,
        pageSize,
        ...query,
        ...(pageToken !== undefined && { pageToken }),
      });
      if (page === null) throw new Error('our own token was refused');
      sizes.push(page.resources.length);
      logins.push(...page.resources.map(({ state }) => state.login));
      pageToken = page.nextPageToken;
    } while (pageToken !== undefined);
    return { sizes, logins };
  };

  it('gives the same as listing', async () => {
    const { sizes, logins } = await pages(500);
    expect(sizes).toEqual([500, 103]);
    expect(logins).toEqual(await all());
  });

  it('ends without an empty page', async () => {
    expect((await pages(201)).sizes).toEqual([201, 201, 201]);
    expect((await pages(50, { friendlyName: 'f0', status: 1 })).sizes).toEqual([50, 50]);
    expect((await pages(10, { name: 'nobody' })).sizes).toEqual([0]);
  });

  it('counts all that match', async () => {
    expect(await installation.clients.page({ accountSid: ACCOUNT, pageSize: 1 })).toMatchObject({
      total: COUNT,
    });
    expect(await installation.clients.page({ accountSid: ACCOUNT, pageSize: 1, status: 1 })).toMatchObject({
      total: 301,
    });
  });

  it('refuses tokens that are not ours, or of another account', async () => {
    const { nextPageToken = '' } =
      (await installation.clients.page({ accountSid: ACCOUNT, pageSize: 1 })) ?? {};
    const flipped = (nextPageToken.startsWith('B') ? 'A' : 'B') + nextPageToken.slice(1);
    for (const pageToken of [
      '',
      '1',
      'garbage',
      flipped,
      `${nextPageToken}A`,
      `${nextPageToken}=`,
      '\0',
      'ü',
    ]) {
      expect(await installation.clients.page({ accountSid: ACCOUNT, pageSize: 1, pageToken })).toBeNull();
    }
    expect(
      await installation.clients.page({ accountSid: OTHER_ACCOUNT, pageSize: 1, pageToken: nextPageToken }),
    ).toBeNull();
  });
});

describe('history', () => {
  it('is there for the account that had the Client, and for no other', async () => {
    const [first] = (await installation.clients.page({ accountSid: ACCOUNT, pageSize: 1 }))?.resources ?? [];
    const sid = first?.sid ?? '';
    expect(await installation.clients.history(ACCOUNT, sid)).toEqual([
      {
        version: 1,
        revision: first?.revision,
        type: 'ClientCreated',
        recordedAt: installation.clock.now(),
        changed: ['login', 'friendlyName', 'status', 'voiceMethod', 'voiceFallbackMethod', 'password'],
        state: first?.state,
      },
    ]);
    expect(await installation.clients.history(OTHER_ACCOUNT, sid)).toBeNull();
    expect(await installation.clients.history(ACCOUNT, `CL${'0'.repeat(32)}`)).toBeNull();
    expect(await installation.clients.history(ACCOUNT, 'nonsense')).toBeNull();
  });
});
