import { request as httpRequest } from 'node:http';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { RegistrationRecord } from '@tandem/contracts';
import { TandemError } from '@tandem/kernel';
import { recordingLogger } from '@tandem/telemetry/testing';
import { waitFor } from '@tandem/testing';
import { sidOf, UnitWorld } from '@tandem/unit/testing';
import { createUnitHttp } from './create-unit-http.ts';
import type { UnitHttpOptions } from './options.ts';

const A = sidOf(1);

const registration: RegistrationRecord = {
  clientSid: A,
  bindingKey: 'sip:alice@192.0.2.1',
  aor: 'alice@tandem.local',
  contact: 'sip:alice@192.0.2.1',
  unit: 'cp-2',
  transport: 'udp',
  source: '192.0.2.1:5060',
  userAgent: null,
  registeredAt: '2013-11-04T16:33:39.000Z',
  expiresAt: '2113-11-04T16:33:39.000Z',
};

interface Asked {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'HEAD';
  readonly from?: string;
  readonly payload?: string | object;
  readonly headers?: Record<string, string>;
}

describe('the pages of a unit', () => {
  let world: UnitWorld;
  let app: NestFastifyApplication;
  let logger: ReturnType<typeof recordingLogger>;

  beforeEach(() => {
    world = new UnitWorld();
    logger = recordingLogger();
  });

  afterEach(async () => {
    await app.close();
    world.log.up();
    await world.stop();
  });

  const serve = async (over: Partial<UnitHttpOptions> = {}, ready = true): Promise<void> => {
    const unit = ready
      ? await world.startReady({ model: { kind: 'fixed', seconds: 3600 } })
      : await world.start();
    app = await createUnitHttp({
      unit,
      logger,
      operatorToken: undefined,
      metrics: (_request, response) => response.end('tandem_up 1\n'),
      registrations: { of: (sid) => (sid === A ? [registration] : []) },
      ...over,
    });
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
  };

  const ask = async (
    url: string,
    { method = 'GET', from = '127.0.0.1', headers = {}, payload }: Asked = {},
  ) => {
    const answer = await app.inject({
      url,
      method,
      ...(payload !== undefined && { payload }),
      remoteAddress: from,
      headers: { host: 'localhost:8181', ...headers },
    });
    const json = answer.headers['content-type']?.toString().startsWith('application/json') ?? false;
    return {
      status: answer.statusCode,
      headers: answer.headers,
      body: json ? answer.json<unknown>() : answer.body,
    };
  };

  describe('GET /clients/{domain}/{login}', () => {
    it('shows what this unit serves, and no secret', async () => {
      const created = world.journal.next(A, { login: 'alice', recordedAt: 1000 });
      world.publish();
      await serve();
      const { status, body, headers } = await ask('/clients/tandem.local/alice');
      expect(status).toBe(200);
      expect(body).toEqual({
        login: 'alice',
        domain: 'tandem.local',
        sid: A,
        account_sid: created.accountSid,
        version: 1,
        revision: 1,
        status: 1,
        recorded_at: '1970-01-01T00:00:01.000Z',
        applied_at: expect.stringMatching(/^20\d\d-/),
        held: null,
        overtaken: [],
        received_version: 1,
        parked: null,
        application: null,
        partition: expect.objectContaining({ received: 1, visible: 1 }),
        unit: 'cp-1',
        model: 'fixed:3600',
      });
      expect(headers['cache-control']).toBe('no-store');
      expect(JSON.stringify(body)).not.toMatch(/credential|password|v1\./i);
    });

    it('shows what waits, and until when', async () => {
      world.journal.next(A, { login: 'alice' });
      world.publish();
      await serve();
      const recordedAt = Date.now();
      world.journal.next(A, { recordedAt });
      world.publish();
      await waitFor(async () => {
        const { body } = await ask('/clients/tandem.local/alice');
        expect(body).toMatchObject({
          version: 1,
          received_version: 2,
          held: {
            version: 2,
            revision: 2,
            type: 'ClientUpdated',
            until: new Date(recordedAt + 3_600_000).toISOString(),
            changed: ['login', 'password'],
          },
          partition: { received: 2, visible: 1 },
        });
        return true;
      });
    });

    it('says that a creation waits', async () => {
      await serve();
      const recordedAt = Date.now();
      world.journal.next(A, { login: 'alice', recordedAt });
      world.publish();
      const until = new Date(recordedAt + 3_600_000).toISOString();
      await waitFor(async () => {
        const { status, body } = await ask('/clients/tandem.local/alice');
        expect([status, body]).toEqual([404, { status: 'held', until, version: 1, revision: 1 }]);
        return true;
      });
    });

    it('tells of a version that cannot be read', async () => {
      world.journal.next(A, { login: 'alice' });
      world.journal.next(A);
      world.journal.spoil(A);
      world.publish();
      await serve();
      expect((await ask('/clients/tandem.local/alice')).body).toMatchObject({
        version: 1,
        received_version: 2,
        parked: { version: 2, problem: 'unreadable' },
      });
    });

    it('does not know strangers, exactly by domain and login', async () => {
      world.journal.next(A, { login: 'alice' });
      world.publish();
      await serve();
      for (const path of [
        'tandem.local/bob',
        'tandem.local/Alice',
        'other.local/alice',
        'tandem.local/alice%00',
      ]) {
        expect(await ask(`/clients/${path}`)).toMatchObject({ status: 404, body: { status: 'unknown' } });
      }
    });

    it('takes percent-encoded logins', async () => {
      world.journal.next(A, { login: '+44;x=1' });
      world.publish();
      await serve();
      expect((await ask('/clients/tandem.local/%2B44%3Bx%3D1')).body).toMatchObject({ login: '+44;x=1' });
    });

    it('never takes what has not arrived yet for an absence', async () => {
      world.log.down = true;
      await serve({}, false);
      expect(await ask('/clients/tandem.local/alice')).toMatchObject({
        status: 503,
        headers: { 'retry-after': '5' },
        body: { status: 'catching-up' },
      });
    });
  });

  describe('access', () => {
    const PAGES = ['/clients/tandem.local/alice', '/status', '/registrations/tandem.local/alice', '/metrics'];

    it.each(PAGES)('refuses %s to other hosts when no token is configured', async (page) => {
      await serve();
      expect((await ask(page, { from: '192.0.2.9' })).status).toBe(403);
      expect(
        (await ask(page, { from: '192.0.2.9', headers: { 'x-forwarded-for': '127.0.0.1' } })).status,
      ).toBe(403);
    });

    it('asks other hosts for the token, and takes it', async () => {
      world.journal.next(A, { login: 'alice' });
      world.publish();
      await serve({ operatorToken: 'secret' });
      const page = '/clients/tandem.local/alice';
      const as = (authorization: string) =>
        ask(page, { from: '192.0.2.9', headers: { authorization, host: 'unit-1' } });
      const refused = await ask(page, { from: '192.0.2.9' });
      expect([refused.status, refused.headers['www-authenticate']]).toEqual([401, 'Bearer realm="operator"']);
      expect((await as('Bearer wrong')).status).toBe(401);
      expect((await as('Basic secret')).status).toBe(401);
      expect((await as('Bearer secret')).status).toBe(200);
    });

    it('shows the probes to everybody', async () => {
      await serve();
      expect((await ask('/health/live', { from: '192.0.2.9' })).status).toBe(200);
      expect((await ask('/health/ready', { from: '192.0.2.9' })).status).toBe(200);
    });

    it.each(['evil.example', 'evil.example:8181', 'localhost.evil.example', '127.0.0.1.evil.example'])(
      'refuses a web page that reaches loopback under the name %j',
      async (host) => {
        await serve({ operatorToken: 'secret' });
        const headers = { host, authorization: 'Bearer guess' };
        expect((await ask('/status', { headers })).status).toBe(403);
      },
    );

    it.each(['localhost', '127.0.0.1:8181', '[::1]:8181', 'LOCALHOST:8181'])(
      'is served as %s',
      async (host) => {
        await serve();
        expect((await ask('/status', { headers: { host } })).status).toBe(200);
      },
    );

    it('refuses what a web page of another origin posts', async () => {
      await serve();
      const post = (origin: string) => ask('/rebuild', { method: 'POST', headers: { origin } });
      expect((await post('https://evil.example')).status).toBe(403);
      expect((await post('null')).status).toBe(403);
      expect((await post('http://localhost:8181')).status).toBe(202);
    });
  });

  it('shows the status that the unit reports, and its size', async () => {
    await serve();
    expect((await ask('/status')).body).toMatchObject({
      unit: 'cp-1',
      kind: 'call-processing',
      state: 'READY',
      conditions: [],
      model: 'fixed:3600',
      ready: true,
      serving: true,
      cache_bytes: expect.any(Number),
    });
  });

  it('is not ready while it catches up, and says what it does', async () => {
    world.log.down = true;
    await serve({}, false);
    expect(await ask('/health/ready')).toMatchObject({
      status: 503,
      body: { status: 'not ready', state: 'CATCHING_UP', serving: false },
    });
    expect((await ask('/health/live')).status).toBe(200);
    world.log.up();
    await waitFor(async () => (await ask('/health/ready')).status === 200);
  });

  it('begins a rebuild on request', async () => {
    await serve();
    expect(await ask('/rebuild', { method: 'POST' })).toMatchObject({
      status: 202,
      body: { status: 'rebuilding' },
    });
    await waitFor(() => world.said(/was built anew/));
  });

  describe('PUT /propagation-model', () => {
    const put = (payload: string | object, from?: string) =>
      ask('/propagation-model', { method: 'PUT', payload, ...(from !== undefined && { from }) });

    it('changes it for what is received from then on, and says so in the status', async () => {
      await serve();
      expect((await ask('/propagation-model')).body).toEqual({ model: 'fixed:3600' });
      expect(await put({ model: ' none ' })).toMatchObject({ status: 200, body: { model: 'none' } });
      expect((await ask('/status')).body).toMatchObject({ model: 'none' });
      world.journal.next(A, { login: 'alice' });
      world.publish();
      await waitFor(async () => (await ask('/clients/tandem.local/alice')).status === 200);
    });

    it.each([
      [{ model: 'fixed:-1' }, /not a number of seconds.*use none, fixed:S/],
      [{ model: 'sometimes' }, /no model "sometimes"/],
      [{ model: 5 }, /application\/json/],
      [{}, /application\/json/],
    ])('refuses %j, says what to send, and keeps the one it has', async (payload, why) => {
      await serve();
      expect(await put(payload)).toMatchObject({
        status: 400,
        body: { message: expect.stringMatching(why) },
      });
      expect((await ask('/propagation-model')).body).toEqual({ model: 'fixed:3600' });
    });

    it('takes no other type and no stranger', async () => {
      await serve();
      expect((await put('model=none')).status).toBe(415);
      expect((await put({ model: 'none' }, '192.0.2.1')).status).toBe(403);
      expect((await ask('/propagation-model')).body).toEqual({ model: 'fixed:3600' });
    });
  });

  it('shows the phones on record of a Client', async () => {
    world.journal.next(A, { login: 'alice' });
    world.publish();
    await serve();
    expect((await ask('/registrations/tandem.local/alice')).body).toEqual([registration]);
    expect((await ask('/registrations/tandem.local/bob')).status).toBe(404);
  });

  it('says so on a unit that holds no phones', async () => {
    world.journal.next(A, { login: 'alice' });
    world.publish();
    await serve({ registrations: undefined });
    expect(await ask('/registrations/tandem.local/alice')).toMatchObject({
      status: 404,
      body: { message: 'this unit holds no registrations' },
    });
  });

  describe('bad input', () => {
    it.each([
      ['a long login', `/clients/tandem.local/${'a'.repeat(65)}`, 400],
      ['a long domain', `/clients/${'a'.repeat(256)}/alice`, 400],
      ['a very long path', `/clients/tandem.local/${'a'.repeat(5000)}`, 414],
      ['malformed percent-encoding', '/clients/tandem.local/%zz', 400],
      ['malformed UTF-8', '/clients/tandem.local/%ff', 400],
      ['a page that is not there', '/nothing', 404],
      ['a path with too little', '/clients/alice', 404],
    ])('answers %s as JSON', async (_what, url, status) => {
      await serve();
      expect(await ask(url)).toMatchObject({ status, body: { message: expect.any(String) } });
    });

    it('answers methods and bodies that it does not take as JSON', async () => {
      await serve();
      expect(await ask('/status', { method: 'DELETE' })).toMatchObject({
        status: 404,
        body: { message: expect.any(String) },
      });
      const large = await app.inject({
        url: '/rebuild',
        method: 'POST',
        remoteAddress: '127.0.0.1',
        headers: { host: 'localhost', 'content-type': 'application/json' },
        payload: JSON.stringify('x'.repeat(2000)),
      });
      expect(large.statusCode).toBe(413);
      expect(large.json()).toEqual({ message: expect.any(String) });
    });
  });

  it('says 503 while its cache cannot be read, and keeps the cause to its log', async () => {
    await serve();
    world.files.current.resources.byName = () => {
      throw new TandemError('CACHE_CORRUPT', '/secret/path is corrupt');
    };
    const { status, body } = await ask('/clients/tandem.local/alice');
    expect([status, body]).toEqual([503, { message: 'the unit cannot answer now; try again' }]);
    expect(logger.lines[0]?.fields).toMatchObject({ error: '/secret/path is corrupt' });
  });

  it('answers over a socket', async () => {
    await serve();
    await app.listen(0, '127.0.0.1');
    const url = new URL('/health/live', await app.getUrl());
    const status = await new Promise((resolve, reject) => {
      httpRequest(url, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(200);
  });
});
