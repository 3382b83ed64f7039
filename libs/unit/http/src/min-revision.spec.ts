import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { waitFor } from '@tandem/testing';
import { sidOf, UnitWorld } from '@tandem/unit/testing';
import type { UnitRuntime } from '@tandem/unit';
import { openPages } from './testing/open-pages.ts';

const A = sidOf(1);
const B = sidOf(2);

describe('GET /clients/{domain}/{login}?min_revision=N', () => {
  let world: UnitWorld;
  let runtime: UnitRuntime;
  let app: NestFastifyApplication;

  beforeEach(async () => {
    world = new UnitWorld();
    world.checkpoint();
    runtime = await world.startReady();
    app = await openPages(runtime);
  });

  afterEach(async () => {
    await app.close();
    await world.stop();
  });

  const ask = async (query: string, login = 'alice') => {
    const url = `/clients/tandem.local/${login}?${query}`;
    const answer = await app.inject({ url, headers: { host: 'localhost' } });
    return { status: answer.statusCode, body: answer.json<object>() };
  };
  const publish = (): void => {
    world.journal.next(A, { login: 'alice' });
    world.publish();
  };

  it('answers at once what the unit shows, when it has it on every partition', async () => {
    publish();
    world.mark();
    await waitFor(async () => (await ask('min_revision=1')).status === 200, { what: 'revision 1' });
    expect((await ask('min_revision=0')).status).toBe(200);
    expect(await ask('min_revision=1', 'nobody')).toEqual({ status: 404, body: { status: 'unknown' } });
  });

  it('says truthfully that it does not have it yet', async () => {
    publish();
    world.mark();
    await waitFor(async () => (await ask('min_revision=1')).status === 200);
    expect(await ask('min_revision=2')).toEqual({
      status: 409,
      body: { status: 'not-yet', min_revision: 2, visible: 1 },
    });
  });

  it('waits until it has it: a mark brings the partitions on which nothing happened', async () => {
    const answer = ask('min_revision=1&wait=20');
    publish();
    await waitFor(() => runtime.status().clients === 1);
    expect((await ask('min_revision=1')).status).toBe(409);
    world.mark();
    expect(await answer).toMatchObject({ status: 200, body: { version: 1 } });
  });

  it('looks only at the partition of the Client that is named', async () => {
    publish();
    const answer = await ask(`min_revision=1&wait=20&sid=${A}`);
    expect(answer).toMatchObject({ status: 200, body: { sid: A } });
    expect((await ask(`min_revision=1&sid=${B}`)).status).toBe(409);
  });

  it('waits for what the model holds back', async () => {
    publish();
    world.mark();
    await waitFor(async () => (await ask('min_revision=1')).status === 200);
    runtime.changeModel({ kind: 'fixed', seconds: 0.2 });
    world.journal.next(A, { recordedAt: Date.now(), changed: ['friendlyName'] });
    world.mark();
    await waitFor(() => runtime.status().held === 1);
    expect((await ask('min_revision=2')).status).toBe(409);
    expect(await ask('min_revision=2&wait=20')).toMatchObject({ status: 200, body: { version: 2 } });
  });

  it.each([
    'min_revision=x',
    'min_revision=',
    'min_revision=-1',
    'min_revision=1&min_revision=2',
    'min_revision=1&wait=soon',
    'min_revision=1&sid=CL1',
  ])('refuses ?%s', async (query) => {
    expect((await ask(query)).status).toBe(400);
  });
});
