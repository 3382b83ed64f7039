import { afterEach, describe, expect, it } from '@jest/globals';
import { isTandemError } from '@tandem/kernel';
import type { DigestAlgorithm } from '@tandem/sip';
import { waitFor } from '@tandem/testing';
import { startEndpoint } from './testing/test-endpoint.ts';
import type { TestEndpoint, TestEndpointOptions } from './testing/test-endpoint.ts';
import { TestPhone } from './testing/test-phone.ts';
import type { TestPhoneOptions } from './testing/test-phone.ts';

const cleanUps: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

const start = async (options?: TestEndpointOptions): Promise<TestEndpoint> => {
  const unit = await startEndpoint(options);
  cleanUps.push(() => unit.endpoint.stop(0));
  unit.credentials.add('alice', 'wonderland');
  return unit;
};

const phoneAt = async (unit: TestEndpoint, over: Partial<TestPhoneOptions> = {}): Promise<TestPhone> => {
  const phone = await TestPhone.open({
    server: unit.server,
    login: 'alice',
    password: 'wonderland',
    ...over,
  });
  cleanUps.push(() => phone.close());
  return phone;
};

const told = ({ events }: TestEndpoint) =>
  events.map((event) => (event.kind === 'gone' ? `gone ${event.reason}` : event.kind));

describe.each(['udp', 'tcp'] as const)('a phone on %s', (transport) => {
  it.each([
    ['md5', ['MD5']],
    ['sha256', ['SHA-256']],
    ['sha256,md5', ['MD5', 'SHA-256']],
    ['md5,sha256', ['SHA-256']],
  ] as const)('registers, asks and unregisters where %s is offered', async (digest, algorithms) => {
    const unit = await start({ digest });
    const phone = await phoneAt(unit, { transport, algorithms: algorithms as readonly DigestAlgorithm[] });
    const registered = await phone.register({ expires: 120 });
    expect(registered.responses.map(({ status }) => status)).toEqual([401, 200]);
    expect(registered.contacts).toEqual([`${phone.contact};expires=120`]);
    expect((await phone.query()).contacts).toHaveLength(1);
    expect((await phone.unregister()).contacts).toEqual([]);
    expect(unit.bindings.size).toBe(0);
    expect(told(unit)).toEqual(['appeared', 'gone unregistered']);
  });

  it('is refused with a wrong password', async () => {
    const unit = await start();
    const phone = await phoneAt(unit, { transport, password: 'guess' });
    expect((await phone.register()).status).toBe(403);
    expect(unit.bindings.size).toBe(0);
  });

  it('may go on with the nonce it has, counting', async () => {
    const unit = await start();
    const phone = await phoneAt(unit, { transport, preemptive: true });
    await phone.register();
    const again = await phone.register();
    expect(again.responses.map(({ status }) => status)).toEqual([200]);
  });

  it('hears 503 with Retry-After while the unit is not ready', async () => {
    const unit = await start();
    unit.ready = false;
    const { status, final } = await (await phoneAt(unit, { transport })).register();
    expect([status, final.headers.first('retry-after')]).toEqual([503, '5']);
  });

  it('gets an answer to OPTIONS', async () => {
    const unit = await start();
    expect((await (await phoneAt(unit, { transport })).request('OPTIONS')).status).toBe(200);
  });
});

describe('over IPv6', () => {
  it.each(['udp', 'tcp'] as const)('a phone on %s registers', async (transport) => {
    const unit = await start({ host: '::1' });
    const phone = await phoneAt(unit, { transport });
    expect((await phone.register()).contacts).toHaveLength(1);
  });
});

describe('a phone on a stream', () => {
  it('gets CRLF for each double CRLF (RFC 5626 §4.4.1)', async () => {
    const phone = await phoneAt(await start(), { transport: 'tcp' });
    phone.sendRaw(Buffer.from('\r\n\r\n'));
    await waitFor(() => phone.strays.length === 1, { what: 'the pong' });
    expect(phone.strays[0]).toEqual(Buffer.from('\r\n'));
  });

  it('keeps its binding when it comes back on another connection', async () => {
    const unit = await start();
    const phone = await phoneAt(unit, { transport: 'tcp', instance: 'urn:uuid:1' });
    await phone.register();
    await phone.reconnect();
    await waitFor(() => [...all(unit)][0]?.connection === undefined, { what: 'the unit to see the close' });
    expect((await phone.register()).contacts).toHaveLength(1);
    expect([...all(unit)][0]?.connection).toBeDefined();
  });

  it('has 30 s to come back', async () => {
    const unit = await start();
    const phone = await phoneAt(unit, { transport: 'tcp' });
    await phone.register({ expires: 600 });
    const before = Date.now();
    await phone.close();
    const left = await waitFor(() => {
      const [binding] = all(unit);
      return binding?.connection === undefined && (binding?.expiresAt ?? 0) - before;
    });
    expect(left).toBeLessThanOrEqual(32_000);
    expect(left).toBeGreaterThan(20_000);
  });

  it('is told to the cluster as gone when the unit stops; one on UDP is not', async () => {
    const unit = await start();
    await (await phoneAt(unit, { transport: 'tcp' })).register();
    await (await phoneAt(unit)).register();
    await unit.endpoint.stop(100);
    expect(told(unit)).toEqual(['appeared', 'appeared', 'gone drained']);
    expect(unit.bindings.size).toBe(1);
  });
});

describe('a phone on UDP', () => {
  it('is still bound after a restart of the unit', async () => {
    const first = await start();
    await (await phoneAt(first)).register();
    await first.endpoint.stop();
    const second = await start({ bindings: first.bindings });
    expect((await (await phoneAt(second)).query()).contacts).toHaveLength(1);
    expect(told(second)).toEqual([]);
  });

  it.each([
    ['CRLF', '\r\n'],
    ['double CRLF', '\r\n\r\n'],
    ['NULs', '\0\0\0\0'],
  ])('may send %s, which nobody answers', async (_what, text) => {
    const phone = await phoneAt(await start());
    phone.sendRaw(Buffer.from(text));
    await phone.request('OPTIONS');
    expect(phone.strays).toEqual([]);
  });

  it('is kept reachable through its NAT by CRLF every 25 s', async () => {
    let skew = 0;
    const clock = { now: () => Date.now() + skew, monotonic: () => performance.now() };
    const unit = await start({ clock });
    const phone = await phoneAt(unit);
    await phone.register({ contacts: ['<sip:alice@10.1.2.3:5060>'] });
    skew = 26_000;
    await waitFor(() => phone.strays.length > 0, { what: 'a keep-alive' });
    expect(phone.strays[0]).toEqual(Buffer.from('\r\n'));
  });
});

describe('the bindings of a unit', () => {
  it('go when their Client is revoked', async () => {
    const unit = await start();
    const sid = unit.credentials.add('alice', 'wonderland');
    await (await phoneAt(unit)).register();
    unit.endpoint.revoke(sid);
    expect(told(unit)).toEqual(['appeared', 'gone revoked']);
  });

  it('go when the phone registers at another unit', async () => {
    const unit = await start();
    const sid = unit.credentials.add('alice', 'wonderland');
    const phone = await phoneAt(unit);
    await phone.register();
    const [binding] = all(unit);
    const own = {
      sid,
      key: binding?.key ?? '',
      unit: 'cp-1',
      incarnation: unit.endpoint.incarnation,
      seq: 1,
    };
    unit.endpoint.applyRemote(own);
    unit.endpoint.applyRemote({ ...own, unit: 'cp-2', incarnation: 'other' });
    expect(unit.bindings.size).toBe(0);
    expect([...unit.endpoint.elsewhere(sid).values()]).toEqual(['cp-2']);
    expect(told(unit)).toEqual(['appeared']);
  });

  it('expire', async () => {
    let skew = 0;
    const unit = await start({ clock: { now: () => Date.now() + skew, monotonic: () => performance.now() } });
    await (await phoneAt(unit)).register({ expires: 60 });
    skew = 61_000;
    await waitFor(() => unit.bindings.size === 0, { what: 'the sweep' });
    expect(told(unit)).toEqual(['appeared', 'gone expired']);
  });

  it('stay registered through a rotation of the nonce keys', async () => {
    const old = Buffer.alloc(32, 1);
    const unit = await start({ nonceKeys: { current: old } });
    const phone = await phoneAt(unit, { preemptive: true });
    await phone.register();
    unit.endpoint.useNonceKeys({ current: Buffer.alloc(32, 2), previous: old });
    expect((await phone.register()).responses.map(({ status }) => status)).toEqual([200]);
    unit.endpoint.useNonceKeys({ current: Buffer.alloc(32, 3), previous: Buffer.alloc(32, 2) });
    expect((await phone.register()).responses.map(({ status }) => status)).toEqual([401, 200]);
  });
});

describe('the life of an endpoint', () => {
  it('goes from new to stopped, once', async () => {
    const unit = await start();
    expect(unit.endpoint.state).toBe('running');
    await Promise.all([unit.endpoint.stop(), unit.endpoint.stop()]);
    expect([unit.endpoint.state, unit.endpoint.address]).toEqual(['stopped', undefined]);
    await expect(unit.endpoint.start()).rejects.toMatchObject({ code: 'LIFECYCLE_ILLEGAL' });
  });

  it.each(['udp', 'tcp'] as const)('frees its %s port', async (transport) => {
    const unit = await start();
    await unit.endpoint.stop(0);
    const again = await start({ listen: { host: '127.0.0.1', port: unit.server.port } });
    expect((await (await phoneAt(again, { transport })).request('OPTIONS')).status).toBe(200);
  });

  it('does not start on a port in use, says which, and leaves nothing open', async () => {
    const unit = await start();
    const listen = { host: '127.0.0.1', port: unit.server.port };
    const error = await startEndpoint({ listen }).catch((reason: unknown) => reason);
    expect(isTandemError(error, 'PORT_IN_USE') && error.message).toBe(
      `cannot listen for SIP on 127.0.0.1:${unit.server.port} (TCP): another process listens there; ` +
        'stop it, or set SIP_PORT to another port',
    );
  });

  it('survives a store that fails', async () => {
    const unit = await start();
    const apply = unit.bindings.apply.bind(unit.bindings);
    unit.bindings.apply = () => JSON.parse('{') as never;
    expect((await (await phoneAt(unit)).register()).status).toBe(500);
    unit.bindings.apply = apply;
    expect((await (await phoneAt(unit)).register()).status).toBe(200);
  });
});

function all({ bindings }: TestEndpoint) {
  return [...{ [Symbol.iterator]: () => bindings.all() }];
}
