import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { TOPICS } from '@tandem/contracts';
import { waitFor } from '@tandem/testing';
import { sidOf, UnitWorld, versionOf } from '@tandem/unit/testing';
import type { UnitRuntime } from '@tandem/unit';
import { openPages } from './testing/open-pages.ts';

const A = sidOf(1);

describe('the parked versions of a unit', () => {
  let world: UnitWorld;
  let runtime: UnitRuntime;
  let app: NestFastifyApplication;

  beforeEach(async () => {
    world = new UnitWorld(1);
    world.journal.next(A, { login: 'alice' });
    world.journal.next(A);
    world.journal.spoil(A);
    world.publish();
    runtime = await world.startReady();
    app = await openPages(runtime);
  });

  afterEach(async () => {
    await app.close();
    await world.stop();
  });

  const call = async (method: 'GET' | 'POST', url: string, remoteAddress = '127.0.0.1') => {
    const answer = await app.inject({ method, url, remoteAddress, headers: { host: 'localhost' } });
    return { status: answer.statusCode, body: answer.json<unknown>() };
  };

  it('are listed, without anything of their values', async () => {
    const { status, body } = await call('GET', '/parked');
    expect(status).toBe(200);
    expect(body).toMatchObject([
      { sid: A, version: 2, revision: 2, partition: 0, offset: 1, problem: 'unreadable' },
    ]);
    expect(JSON.stringify(body)).not.toContain('credentials');
  });

  it('are read again when asked for', async () => {
    const readable = world.journal.record(0);
    const log = world.log.of(TOPICS.clients.name, 0);
    expect(await call('POST', `/parked/${A}/retry`)).toMatchObject({ status: 202 });
    await waitFor(() => runtime.status().partitions[0]?.offset === 2, { what: 'it to be read again' });
    expect(versionOf(runtime, 'alice')).toBe(1);
    // What a version that knows more would make of the same record.
    const event = JSON.parse(String(readable.value)) as object;
    const second = { ...event, type: 'ClientUpdated', version: 2, revision: 2, eventId: `event-${A}-2` };
    log[1] = { ...(log[1] ?? readable), value: Buffer.from(JSON.stringify(second)) };
    await call('POST', `/parked/${A}/retry`);
    await waitFor(() => versionOf(runtime, 'alice') === 2, { what: 'version 2' });
    expect((await call('GET', '/parked')).body).toEqual([]);
  });

  it('are 404 where there are none, and nobody else’s business', async () => {
    expect(await call('POST', `/parked/${sidOf(9)}/retry`)).toMatchObject({ status: 404 });
    expect((await call('GET', '/parked', '192.0.2.1')).status).toBeGreaterThanOrEqual(401);
  });
});
