import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { applicationEvent, clientEvent } from '@tandem/contracts/testing';
import { waitFor } from '@tandem/testing';
import type { VisibleResource } from '../cache/rows.ts';
import { eventRecord } from '../testing/event-record.ts';
import { sidOf, UnitWorld } from '../testing/index.ts';
import { APPLICATION_WAIT_MS, namedApplication } from './named-application.ts';

const application = applicationEvent();
const { sid } = application;
const { state } = clientEvent();
const client = {
  event: clientEvent({ state: { ...state, voiceApplicationSid: sid } }),
  appliedAt: 1000,
};
const served = { event: application, appliedAt: 2000 };

describe('the Application that a Client names', () => {
  const named = (found: VisibleResource<typeof application> | null, now: number) =>
    namedApplication(client, () => found, now);

  it('is none where it names none', () => {
    const without = { event: clientEvent(), appliedAt: 0 };
    expect(namedApplication(without, () => served, 0)).toEqual({ kind: 'none' });
  });

  it('is awaited for a bounded time after the Client became visible, then missing', () => {
    const until = 1000 + APPLICATION_WAIT_MS;
    expect(named(null, 1000)).toEqual({ kind: 'awaited', sid, until });
    expect(named(null, until - 1)).toEqual({ kind: 'awaited', sid, until });
    expect(named(null, until)).toEqual({ kind: 'missing', sid });
    expect(named(served, until)).toEqual({ kind: 'served', application: served });
  });
});

describe('RoutingDirectory', () => {
  let world: UnitWorld;
  beforeEach(() => {
    world = new UnitWorld(1);
  });
  afterEach(() => world.stop());

  const withClient = async () => {
    world.journal.next(sidOf(1), { login: 'alice' });
    world.journal.next(sidOf(1), { state: { voiceApplicationSid: sid } });
    world.publish();
    const runtime = await world.startReady();
    const belief = await waitFor(() => {
      const found = runtime.belief('tandem.local', 'alice');
      return found.kind === 'served' ? found : undefined;
    });
    return { runtime, client: belief.client };
  };

  it('waits for one that comes after its Client', async () => {
    const { runtime, client: alice } = await withClient();
    expect(runtime.routing.named(alice).kind).toBe('awaited');
    const waiting = runtime.routing.awaitNamed(alice, 5000);
    world.log.append([eventRecord(application, 0)]);
    expect(await waiting).toMatchObject({ kind: 'served', application: { event: { sid } } });
  });

  it('waits no longer than it is told to, and not for somebody who has gone', async () => {
    const { runtime, client: alice } = await withClient();
    expect((await runtime.routing.awaitNamed(alice, 20)).kind).toBe('awaited');
    const gone = new AbortController();
    const waiting = runtime.routing.awaitNamed(alice, 60_000, gone.signal);
    gone.abort();
    expect((await waiting).kind).toBe('awaited');
  });
});
