import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { unsealCredentials } from '@tandem/contracts';
import { ACCOUNT, openTestInstallation, OTHER_ACCOUNT, testKeys } from '../testing/test-installation.ts';
import type { TestInstallation } from '../testing/test-installation.ts';

let installation: TestInstallation;
beforeAll(async () => {
  installation = await openTestInstallation();
});
afterAll(() => installation.close());

const create = (fields: Record<string, string>, idempotencyKey?: string) =>
  installation.clients.create({
    accountSid: ACCOUNT,
    fields,
    ...(idempotencyKey !== undefined && { idempotencyKey }),
  });

const created = async (fields: Record<string, string>, key?: string) => {
  const outcome = await create(fields, key);
  if (outcome.kind !== 'created') throw new Error(`not created but ${JSON.stringify(outcome)}`);
  return outcome;
};

describe('creating', () => {
  it('answers with the Client, and it is there at once', async () => {
    const outcome = await created({ Login: 'first', Password: 'test' });
    const { sid } = outcome.resource;
    expect(outcome).toMatchObject({
      replayed: false,
      resource: { accountSid: ACCOUNT, version: 1, revision: outcome.revision, password: 'test' },
    });
    expect(sid).toMatch(/^CL[0-9a-f]{32}$/);
    expect(await installation.clients.get(ACCOUNT, sid)).toEqual(outcome.resource);
    expect(
      (await installation.clients.page({ accountSid: ACCOUNT, pageSize: 1000 }))?.resources,
    ).toContainEqual(outcome.resource);
  });

  it('hands the durable event over, with its revision', async () => {
    const { resource: client, revision } = await created({ Login: 'handed', Password: 'test' });
    const stored = await installation.store.journal.readStream(client.sid);
    expect(installation.appended.filter(({ stream }) => stream === client.sid)).toEqual(stored);
    expect(stored).toMatchObject([{ revision, version: 1, type: 'ClientCreated', previousEventId: null }]);
  });

  it('succeeds though whoever it is handed to fails', async () => {
    const clients = installation.instance({
      onAppended: () => {
        throw new Error('relay broke');
      },
    });
    expect(
      await clients.create({ accountSid: ACCOUNT, fields: { Login: 'unheard', Password: 'test' } }),
    ).toMatchObject({ kind: 'created' });
  });

  it('seals what is secret, and stores nothing of it in clear', async () => {
    const { resource: client } = await created({ Login: 'sealed', Password: 's3cret-password' });
    const [event] = await installation.store.journal.readStream(client.sid);
    expect(JSON.stringify(event)).not.toContain('s3cret-password');
    const digests = unsealCredentials(testKeys.sealing, client.sid, event?.payload.credentials ?? '');
    expect(digests.md5).toMatch(/^[0-9a-f]{32}$/);
    expect(JSON.stringify(event)).not.toContain(digests.md5);
    // Two secrets of one Client, each bound to its purpose: they cannot be swapped.
    expect(() => unsealCredentials(testKeys.sealing, client.sid, event?.payload.password ?? '')).toThrow(
      expect.objectContaining({ code: 'SEAL_BROKEN' }),
    );
  });

  it('stores nothing that is invalid', async () => {
    const head = await installation.store.journal.head();
    expect(await create({ Login: 'bad one', Password: 'test' })).toMatchObject({ kind: 'invalid' });
    expect(await installation.store.journal.head()).toBe(head);
  });

  it('refuses an Application that is not there, as long as there are none', async () => {
    expect(
      await create({ Login: 'app', Password: 'test', VoiceApplicationSid: `AP${'1'.repeat(32)}` }),
    ).toMatchObject({ kind: 'invalid', problems: [{ field: 'VoiceApplicationSid', code: 21311 }] });
  });

  it('takes an Application of the account, and of no other', async () => {
    const { Application } = installation.provisioning.resources;
    const made = await Application.create({ accountSid: ACCOUNT, fields: { FriendlyName: 'Reception' } });
    const sid = made.kind === 'created' ? made.resource.sid : '';
    const fields = { Login: 'with-app', Password: 'test', VoiceApplicationSid: sid };
    const { clients } = installation;
    expect(await clients.create({ accountSid: OTHER_ACCOUNT, fields })).toMatchObject({ kind: 'invalid' });
    expect(await clients.create({ accountSid: ACCOUNT, fields })).toMatchObject({ kind: 'created' });
    await Application.delete({ accountSid: ACCOUNT, sid, force: true });
    const again = { ...fields, Login: 'without-app' };
    expect(await clients.create({ accountSid: ACCOUNT, fields: again })).toMatchObject({ kind: 'invalid' });
  });
});

describe('one login, one Client', () => {
  it('of 50 at once exactly one wins', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        installation
          .instance()
          .create({ accountSid: ACCOUNT, fields: { Login: 'contested', Password: `p${i}` } }),
      ),
    );
    const winners = outcomes.filter((outcome) => outcome.kind === 'created');
    expect(winners).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome.kind === 'name-taken')).toHaveLength(49);
    const page = await installation.clients.page({ accountSid: ACCOUNT, name: 'contested', pageSize: 10 });
    expect(page).toMatchObject({
      total: 1,
      resources: [winners[0]?.kind === 'created' && winners[0].resource],
    });
  });

  it('in all accounts that share the domain, and in every spelling', async () => {
    await created({ Login: 'shared', Password: 'test' });
    for (const Login of ['shared', '%73hared', 'share%64']) {
      expect(
        await installation.clients.create({ accountSid: OTHER_ACCOUNT, fields: { Login, Password: 'x' } }),
      ).toEqual({ kind: 'name-taken', name: Login });
    }
    expect(await create({ Login: 'Shared', Password: 'test' })).toMatchObject({ kind: 'created' });
  });

  it('and the login is free again once its Client is deleted', async () => {
    const { resource: client } = await created({ Login: 'phoenix', Password: 'test' });
    await installation.clients.delete({ accountSid: ACCOUNT, sid: client.sid });
    const again = await created({ Login: 'phoenix', Password: 'test' });
    expect(again.resource.sid).not.toBe(client.sid);
  });
});

describe('under an Idempotency-Key', () => {
  const fields = (Login: string) => ({ Login, Password: 'test', FriendlyName: 'Same' });

  it('the same request gets the same answer, in whatever order its fields come', async () => {
    const first = await created(fields('idem'), 'key-1');
    const swapped = { FriendlyName: 'Same', Password: 'test', Login: 'idem' };
    expect(await created(swapped, 'key-1')).toEqual({ ...first, replayed: true });
  });

  it('the answer is that of the creation, though the Client has changed or gone since', async () => {
    const first = await created(fields('idem-old'), 'key-2');
    const { sid } = first.resource;
    await installation.clients.update({
      accountSid: ACCOUNT,
      sid,
      fields: { Password: 'other', Status: '0' },
    });
    expect(await created(fields('idem-old'), 'key-2')).toEqual({ ...first, replayed: true });
    await installation.clients.delete({ accountSid: ACCOUNT, sid });
    expect(await created(fields('idem-old'), 'key-2')).toEqual({ ...first, replayed: true });
    expect(await installation.clients.get(ACCOUNT, sid)).toBeNull();
  });

  it('another request is refused, whatever it differs in', async () => {
    await created(fields('idem-other'), 'key-3');
    for (const other of [
      { ...fields('idem-other'), Password: 'test2' },
      { ...fields('idem-other'), Extra: '1' },
      { Login: 'idem-other', Password: 'test' },
      { Login: 'not valid', Password: '' },
    ]) {
      expect(await create(other, 'key-3')).toEqual({ kind: 'key-reused' });
    }
  });

  it('another account may use the same key', async () => {
    const mine = await created(fields('idem-mine'), 'key-4');
    const theirs = await installation.clients.create({
      accountSid: OTHER_ACCOUNT,
      fields: fields('idem-theirs'),
      idempotencyKey: 'key-4',
    });
    expect(theirs).toMatchObject({ kind: 'created', replayed: false });
    expect(theirs.kind === 'created' && theirs.resource.sid).not.toBe(mine.resource.sid);
  });

  it('of 20 same requests at once one creates and all get its answer', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, () =>
        installation
          .instance()
          .create({ accountSid: ACCOUNT, fields: fields('idem-race'), idempotencyKey: 'key-5' }),
      ),
    );
    expect(outcomes.filter((outcome) => outcome.kind === 'created' && !outcome.replayed)).toHaveLength(1);
    const sids = outcomes.map((outcome) => outcome.kind === 'created' && outcome.resource.sid);
    expect(new Set(sids).size).toBe(1);
  });

  it('of two different requests at once one is refused', async () => {
    const outcomes = await Promise.all([
      create(fields('idem-a'), 'key-6'),
      create(fields('idem-b'), 'key-6'),
    ]);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['created', 'key-reused']);
  });

  it('a refused request leaves the key unused', async () => {
    expect(await create({ Login: 'bad one', Password: 'x' }, 'key-7')).toMatchObject({ kind: 'invalid' });
    expect(await create(fields('contested-idem'), 'key-7')).toMatchObject({ kind: 'created' });
    expect(await create(fields('contested-idem'), 'key-8')).toMatchObject({ kind: 'name-taken' });
    expect(await create(fields('free-idem'), 'key-8')).toMatchObject({ kind: 'created' });
  });

  it.each(['', 'a'.repeat(256), 'ä', 'a\nb', 'a\u007f'])('%j is no key', async (key) => {
    expect(await create(fields('idem-key'), key)).toMatchObject({
      kind: 'invalid',
      problems: [{ field: 'Idempotency-Key', code: 21314 }],
    });
  });

  it.each(['a', 'b'.repeat(255), ' ~'])('%j is one', async (key) => {
    expect(await create(fields(`idem-${key.length}`), key)).toMatchObject({ kind: 'created' });
  });

  it('keeps no hash of a request that could be tried offline', async () => {
    const { resource: client } = await created(fields('idem-hmac'), 'key-9');
    const [event] = await installation.store.journal.readStream(client.sid);
    expect(event?.metadata.requestHmac).toMatch(/^[0-9a-f]{64}$/);
    const other = installation.instance({ keys: { ...testKeys, idempotency: Buffer.alloc(32, 1) } });
    const elsewhere = await other.create({
      accountSid: ACCOUNT,
      fields: fields('idem-hmac-2'),
      idempotencyKey: 'key-9',
    });
    expect(elsewhere).toMatchObject({ kind: 'created', replayed: false });
    const [made] = await installation.store.journal.readStream(
      elsewhere.kind === 'created' ? elsewhere.resource.sid : '',
    );
    expect(made?.stream).not.toBe(client.sid);
    expect(made?.metadata.requestHmac).not.toBe(event?.metadata.requestHmac);
  });
});
