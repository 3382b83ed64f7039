import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { isCreation, isDeletion } from '@tandem/contracts';
import { createdRevisionOf, indexedOf, rowOfEvent } from '@tandem/journal';
import type { JournalEvent } from '@tandem/journal';
import { seededRandom } from '@tandem/kernel/testing';
import type { Random } from '@tandem/kernel';
import type { Clients } from '../resources.ts';
import { evolve } from '../domain/evolve.ts';
import { noResource } from '../domain/resource.ts';
import type { Resource, ResourceDomainEvent } from '../domain/resource.ts';
import { down, failingStore } from '../testing/failing-store.ts';
import type { ClientsStore } from '../testing/failing-store.ts';
import { ACCOUNT, openTestInstallation } from '../testing/test-installation.ts';
import type { TestInstallation } from '../testing/test-installation.ts';

// Several instances write the same few Clients at once while answers are lost, rows are not written and logins are not
// released. Whatever happens: nothing acknowledged is lost, streams stay whole, no login has two live Clients.

const SEED = Number(process.env['PROPERTY_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const ROUNDS = 100;
const AT_ONCE = 6;
const LOGINS = ['a', '%61', 'b', '%62', 'c', 'd', 'e', 'f'];

let installation: TestInstallation;
beforeAll(async () => {
  installation = await openTestInstallation();
});
afterAll(() => installation.close());

const unreliable = (store: ClientsStore, random: Random): ClientsStore => {
  const sometimes = (): boolean => random.float() < 0.15;
  const unknown = () => [{ kind: 'unknown', why: 'no answer' }] as const;
  return failingStore(store, {
    journal: {
      append: async (events) => {
        if (sometimes()) return down();
        if (sometimes()) return unknown();
        const outcomes = await store.journal.append(events);
        return sometimes() ? unknown() : outcomes;
      },
      releaseClaim: (revision) => (sometimes() ? down() : store.journal.releaseClaim(revision)),
    },
    readModel: { upsert: (rows) => (sometimes() ? down() : store.readModel.upsert(rows)) },
  });
};

interface Acknowledged {
  readonly sid: string;
  readonly version: number;
  readonly revision: number;
}

const pick = <T>(random: Random, items: readonly T[]): T | undefined =>
  items[Math.floor(random.float() * items.length)];

const randomWrite = async (clients: Clients, random: Random, sids: readonly string[]) => {
  const sid = pick(random, sids) ?? `CL${'0'.repeat(32)}`;
  const number = Math.floor(random.float() * 1000);
  const kind = random.float();
  if (kind < 0.3) {
    const fields = { Login: pick(random, LOGINS) ?? 'a', Password: 'p' };
    return clients.create({
      accountSid: ACCOUNT,
      fields,
      ...(kind < 0.15 && { idempotencyKey: `key-${number % 20}` }),
    });
  }
  if (kind < 0.9) {
    return clients.update({
      accountSid: ACCOUNT,
      sid,
      fields: { FriendlyName: `n${number}` },
      ...(kind < 0.45 && { ifVersions: [1 + (number % 3)] }),
    });
  }
  return clients.delete({ accountSid: ACCOUNT, sid });
};

const allEvents = async (): Promise<JournalEvent[]> => {
  const entries = await installation.store.journal.readFrom(1, 100_000);
  return entries.flatMap((entry) => (entry.kind === 'event' ? [entry] : []));
};

const streamsOf = (events: readonly JournalEvent[]): JournalEvent[][] => {
  const streams = new Map<string, JournalEvent[]>();
  for (const event of events) streams.set(event.stream, [...(streams.get(event.stream) ?? []), event]);
  return [...streams.values()];
};

const expectWhole = (stream: readonly JournalEvent[]): void => {
  expect(stream.map(({ version }) => version)).toEqual(stream.map((_, i) => i + 1));
  stream.slice(1).forEach((event, i) => {
    expect(event.previousEventId).toBe(stream[i]?.eventId);
    expect(event.previousRevision).toBe(stream[i]?.revision);
  });
};

const expectOneClientPerLogin = (events: readonly JournalEvent[]): void => {
  const holders = new Map<string, string>();
  for (const { type, stream, payload } of events) {
    const login = decodeURIComponent(indexedOf(payload.state).name);
    if (type === 'ClientCreated') {
      expect(holders.get(login)).toBeUndefined();
      holders.set(login, stream);
    } else if (type === 'ClientDeleted') {
      holders.delete(login);
    }
  }
};

const domainEvent = ({
  type,
  recordedAt: at,
  payload: { domain, changed, state },
}: JournalEvent): ResourceDomainEvent => {
  const password = { text: null, credentials: null };
  if (isDeletion(type)) return { type, change: 'deleted', at, state };
  if (!isCreation(type)) return { type, change: 'updated', at, changed, state, password: null };
  return { type, change: 'created', at, domain, changed, state, password, requestHmac: null };
};

const expectServed = async (stream: readonly JournalEvent[]): Promise<void> => {
  const folded = stream.map(domainEvent).reduce<Resource>(evolve, noResource);
  const served = await installation.clients.get(ACCOUNT, stream[0]?.stream ?? '');
  if (folded.kind === 'live') {
    expect(served).toMatchObject({ version: folded.version, state: folded.state });
  } else {
    expect(served).toBeNull();
  }
};

/** As the relay does it. */
const repair = async (events: readonly JournalEvent[]): Promise<void> => {
  await installation.store.readModel.upsert(events.map(rowOfEvent));
  for (const event of events) {
    if (event.type === 'ClientDeleted')
      await installation.store.journal.releaseClaim(createdRevisionOf(event));
  }
};

const run = async (random: Random): Promise<Acknowledged[]> => {
  const acknowledged: Acknowledged[] = [];
  const instances = Array.from({ length: 3 }, () =>
    installation.instance({
      limits: { readBackPausesMs: [0] },
      store: unreliable(installation.store, random),
    }),
  );
  for (let round = 0; round < ROUNDS; round += 1) {
    const sids = acknowledged.slice(-8).map(({ sid }) => sid);
    const writes = Array.from({ length: AT_ONCE }, () =>
      randomWrite(pick(random, instances) ?? installation.clients, random, sids).catch(() => null),
    );
    for (const outcome of await Promise.all(writes)) {
      if (outcome !== null && 'resource' in outcome) acknowledged.push(outcome.resource);
    }
    if (round % 10 === 9) await repair(await allEvents());
  }
  return acknowledged;
};

it(`keeps every promise under faults (PROPERTY_SEED=${SEED})`, async () => {
  const acknowledged = await run(seededRandom(SEED));
  const events = await allEvents();
  const byRevision = new Map(events.map((event) => [event.revision, event]));
  expect(acknowledged.length).toBeGreaterThan(30);
  for (const { sid, version, revision } of acknowledged) {
    expect(byRevision.get(revision)).toMatchObject({ stream: sid, version });
  }
  for (const { claim: _mayBeReleased, ...handed } of installation.appended) {
    expect(byRevision.get(handed.revision)).toMatchObject(handed);
  }

  for (const stream of streamsOf(events)) expectWhole(stream);
  expectOneClientPerLogin(events);
  await repair(events);
  for (const stream of streamsOf(events)) await expectServed(stream);
}, 20_000);
