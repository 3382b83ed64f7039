import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { recordingLogger } from '@tandem/telemetry/testing';
import { down, failingStore } from '../testing/failing-store.ts';
import { ACCOUNT, openTestInstallation, testKeys } from '../testing/test-installation.ts';
import type { TestInstallation } from '../testing/test-installation.ts';

let installation: TestInstallation;
beforeAll(async () => {
  installation = await openTestInstallation();
});
afterAll(() => installation.close());

const failing = (over: Parameters<typeof failingStore>[1] = {}) => failingStore(installation.store, over);

const ALICE = { Login: 'alice', Password: 'test' };
const create = (clients: TestInstallation['clients'], Login: string, idempotencyKey?: string) =>
  clients.create({
    accountSid: ACCOUNT,
    fields: { ...ALICE, Login },
    ...(idempotencyKey !== undefined && { idempotencyKey }),
  });

const sidOf = (outcome: { kind: string; resource?: { sid: string } }): string => {
  if (outcome.resource === undefined) throw new Error(`no Client but ${outcome.kind}`);
  return outcome.resource.sid;
};

describe('a crash between append and read model', () => {
  it('leaves a Client that every instance finds by its sid', async () => {
    const dying = installation.instance({ store: failing({ readModel: { upsert: down } }) });
    const created = await create(dying, 'unprojected');
    expect(created).toMatchObject({ kind: 'created' });
    expect(await installation.store.readModel.get(sidOf(created))).toBeNull();
    expect(await installation.clients.get(ACCOUNT, sidOf(created))).toMatchObject({ version: 1 });
    // Looking has repaired it.
    expect(await installation.store.readModel.get(sidOf(created))).toMatchObject({ version: 1 });
  });

  it('lets the next write build on the event that the read model lacks', async () => {
    const dying = installation.instance({ store: failing({ readModel: { upsert: down } }) });
    const sid = sidOf(await create(installation.clients, 'stale'));
    await dying.update({ accountSid: ACCOUNT, sid, fields: { Status: '0' } });
    expect(await installation.store.readModel.get(sid)).toMatchObject({ version: 1 });

    const update = { accountSid: ACCOUNT, sid, fields: { FriendlyName: 'Next' } };
    expect(await installation.clients.update(update)).toMatchObject({
      kind: 'updated',
      resource: { version: 3, state: { status: 0, friendlyName: 'Next' } },
    });
  });

  it('never lets a lagging row decide that there is nothing to do', async () => {
    const dying = installation.instance({ store: failing({ readModel: { upsert: down } }) });
    const sid = sidOf(await create(installation.clients, 'disabled'));
    await dying.update({ accountSid: ACCOUNT, sid, fields: { Status: '0' } });
    // By the row it is enabled already.
    expect(
      await installation.clients.update({ accountSid: ACCOUNT, sid, fields: { Status: '1' } }),
    ).toMatchObject({ kind: 'updated', resource: { version: 3, state: { status: 1 } } });
  });

  it('judges If-Match by the stream', async () => {
    const dying = installation.instance({ store: failing({ readModel: { upsert: down } }) });
    const sid = sidOf(await create(installation.clients, 'matching'));
    await dying.update({ accountSid: ACCOUNT, sid, fields: { Status: '0' } });
    const update = { accountSid: ACCOUNT, sid, fields: { FriendlyName: 'M' } };
    expect(await installation.clients.update({ ...update, ifVersions: [1] })).toEqual({
      kind: 'version-mismatch',
      version: 2,
    });
    expect(await installation.clients.update({ ...update, ifVersions: [2] })).toMatchObject({
      kind: 'updated',
    });
  });

  it('still finds nothing of a deleted Client to change', async () => {
    const dying = installation.instance({ store: failing({ readModel: { upsert: down } }) });
    const sid = sidOf(await create(installation.clients, 'buried'));
    await dying.delete({ accountSid: ACCOUNT, sid });
    expect(await installation.store.readModel.get(sid)).toMatchObject({ deleted: false });
    expect(await installation.clients.update({ accountSid: ACCOUNT, sid, fields: { Status: '0' } })).toEqual({
      kind: 'not-found',
    });
    expect(await installation.clients.delete({ accountSid: ACCOUNT, sid })).toEqual({ kind: 'not-found' });
  });

  it('is noticed by the process itself: it reads its own write', async () => {
    let broken = true;
    const { readModel } = installation.store;
    const logger = recordingLogger();
    const clients = installation.instance({
      store: failing({ readModel: { upsert: (rows) => (broken ? down() : readModel.upsert(rows)) } }),
      logger,
    });
    const sid = sidOf(await create(installation.clients, 'own-write'));
    await clients.update({ accountSid: ACCOUNT, sid, fields: { FriendlyName: 'Own' } });
    expect(logger.lines).toHaveLength(1);
    expect(await clients.get(ACCOUNT, sid)).toMatchObject({ version: 2, state: { friendlyName: 'Own' } });
    broken = false;
    expect(await clients.get(ACCOUNT, sid)).toMatchObject({ version: 2 });
    expect(await installation.store.readModel.get(sid)).toMatchObject({ version: 2 });
  });
});

describe('a crash between a delete and the release of its login', () => {
  it('keeps the login until the release is finished, then frees it', async () => {
    const dying = installation.instance({ store: failing({ journal: { releaseClaim: down } }) });
    const created = await create(installation.clients, 'unreleased');
    const removed = await dying.delete({ accountSid: ACCOUNT, sid: sidOf(created) });
    expect(removed).toMatchObject({ kind: 'deleted' });
    expect(await create(installation.clients, 'unreleased')).toMatchObject({ kind: 'name-taken' });
    // As the relay does before it passes the event.
    await installation.store.journal.releaseClaim(created.kind === 'created' ? created.revision : 0);
    expect(await create(installation.clients, 'unreleased')).toMatchObject({ kind: 'created' });
  });
});

describe('an append whose answer is lost', () => {
  const limits = { readBackPausesMs: [0, 1, 1] };

  it('is found to have won', async () => {
    const { journal } = installation.store;
    const clients = installation.instance({
      limits,
      store: failing({
        journal: {
          append: async (events) => {
            await journal.append(events);
            return [{ kind: 'unknown', why: 'no answer' }];
          },
        },
      }),
    });
    const created = await create(clients, 'answer-lost');
    expect(created).toMatchObject({ kind: 'created', replayed: false, resource: { version: 1 } });
    expect(created.kind === 'created' && created.revision).toBe(await journal.head());
    expect(await installation.clients.get(ACCOUNT, sidOf(created))).toMatchObject({ version: 1 });
  });

  it('is found to have lost to another write, and is decided again', async () => {
    const sid = sidOf(await create(installation.clients, 'lost-to'));
    const { journal } = installation.store;
    let first = true;
    const clients = installation.instance({
      limits,
      store: failing({
        journal: {
          append: async (events) => {
            if (!first) return journal.append(events);
            first = false;
            await installation.clients.update({ accountSid: ACCOUNT, sid, fields: { Status: '0' } });
            return [{ kind: 'unknown', why: 'no answer' }];
          },
        },
      }),
    });
    expect(
      await clients.update({ accountSid: ACCOUNT, sid, fields: { FriendlyName: 'Second' } }),
    ).toMatchObject({
      kind: 'updated',
      resource: { version: 3, state: { status: 0, friendlyName: 'Second' } },
    });
  });

  it('stays undecided when nobody can tell, and a repeat under the same key settles it', async () => {
    const clients = installation.instance({
      limits,
      store: failing({ journal: { append: async () => [{ kind: 'unknown', why: 'no answer' }] } }),
    });
    expect(await create(clients, 'undecided', 'undecided-1')).toEqual({
      kind: 'undecided',
      why: 'no answer',
    });
    expect(await create(installation.clients, 'undecided', 'undecided-1')).toMatchObject({
      kind: 'created',
      replayed: false,
    });
  });

  it('stays undecided when the journal cannot be read either, with the reason', async () => {
    let appended = false;
    const { journal } = installation.store;
    const clients = installation.instance({
      limits,
      store: failing({
        journal: {
          append: async () => ((appended = true), [{ kind: 'unknown', why: 'no answer' }]),
          readStream: (sid) => (appended ? down() : journal.readStream(sid)),
        },
      }),
    });
    expect(await create(clients, 'unreadable')).toEqual({
      kind: 'undecided',
      why: 'the connection was lost',
    });
  });
});

describe('a journal that is down', () => {
  it('is reported as such, and nothing is written', async () => {
    const clients = installation.instance({ store: failing({ journal: { append: down } }) });
    await expect(create(clients, 'down')).rejects.toMatchObject({ code: 'JOURNAL_UNAVAILABLE' });
    expect(await create(installation.clients, 'down')).toMatchObject({ kind: 'created' });
  });
});

describe('secrets', () => {
  it('keep no readable copy with PASSWORD_READBACK=off, and show none that is there', async () => {
    const off = installation.instance({ passwordReadback: false });
    const created = await create(off, 'no-readback');
    expect(created).toMatchObject({ resource: { password: null } });
    const [event] = await installation.store.journal.readStream(sidOf(created));
    expect(event?.payload.password).toBeNull();

    const kept = sidOf(await create(installation.clients, 'kept-readback'));
    expect(await off.get(ACCOUNT, kept)).toMatchObject({ password: null });
    await off.update({ accountSid: ACCOUNT, sid: kept, fields: { Status: '0' } });
    expect(await installation.clients.get(ACCOUNT, kept)).toMatchObject({ version: 2, password: null });
  });

  it('of a retired key are no trouble once a newer password has replaced them', async () => {
    const sid = sidOf(await create(installation.clients, 'retired'));
    const logger = recordingLogger();
    const other = installation.instance({
      keys: { ...testKeys, sealing: { current: 'new', keys: new Map([['new', Buffer.alloc(32, 1)]]) } },
      logger,
      store: failing({ readModel: { get: async () => null } }),
    });
    await other.update({ accountSid: ACCOUNT, sid, fields: { Password: 'second' } });
    logger.lines.length = 0;
    expect(
      await other.update({ accountSid: ACCOUNT, sid, fields: { Password: 'second', Status: '1' } }),
    ).toMatchObject({ resource: { version: 2, password: 'second' } });
    expect(logger.lines).toEqual([]);
  });

  it('that cannot be opened hide the password and nothing else, and a new password heals them', async () => {
    const sid = sidOf(await create(installation.clients, 'rotated'));
    const ring = { current: 'new', keys: new Map([['new', Buffer.alloc(32, 1)]]) };
    const logger = recordingLogger();
    const other = installation.instance({
      keys: { ...testKeys, sealing: ring },
      logger,
    });
    expect(await other.get(ACCOUNT, sid)).toMatchObject({ password: null, state: { login: 'rotated' } });
    expect(logger.lines).toMatchObject([{ level: 'warn', fields: { sid } }]);
    expect(await other.update({ accountSid: ACCOUNT, sid, fields: { Status: '0' } })).toMatchObject({
      kind: 'updated',
    });
    expect(await other.update({ accountSid: ACCOUNT, sid, fields: { Password: 'test' } })).toMatchObject({
      resource: { version: 3, password: 'test' },
    });
  });
});
