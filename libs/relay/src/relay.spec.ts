import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { TOPICS } from '@tandem/contracts';
import { accountEvent } from '@tandem/contracts/testing';
import { domainClaim } from '@tandem/journal';
import type { NewEvent, ReadModel } from '@tandem/journal';
import { creation, deletionOf, updateOf } from '@tandem/journal/testing';
import { ManualClock } from '@tandem/kernel/testing';
import { waitFor } from '@tandem/testing';
import { RelayBench, withPublish } from './testing/index.ts';

const topic = TOPICS.clients.name;
const TTL_MS = 200;

describe('Relay', () => {
  let bench: RelayBench;

  beforeEach(async () => {
    bench = await RelayBench.open();
  });
  afterEach(() => bench.close());

  const revisionsOf = async (sid?: string) =>
    (await bench.published())
      .filter(({ key, value }) => value !== null && (sid === undefined || key === sid))
      .map(({ headers }) => Number(headers['revision']))
      .sort((a, b) => a - b);

  it('copies what is in the journal and what comes later, each event once', async () => {
    const first = await bench.append(creation());
    bench.relay();
    await bench.caughtUp();
    const second = await bench.append(updateOf(first));
    await bench.append(creation());
    await bench.caughtUp();
    expect(await revisionsOf()).toEqual([1, 2, 3]);
    expect(await revisionsOf(first.stream)).toEqual([first.revision, second.revision]);
  });

  it('needs no read of the store for what it was handed over', async () => {
    const reads: number[] = [];
    const { journal } = bench.store;
    const relay = bench.relay({
      pollMs: 60_000,
      store: {
        ...bench.store,
        journal: {
          ...journal,
          readFrom: (from, limit) => (reads.push(from), journal.readFrom(from, limit)),
          head: () => journal.head(),
          fillGaps: (from, grace) => journal.fillGaps(from, grace),
          releaseClaim: (revision) => journal.releaseClaim(revision),
        },
      },
    });
    await waitFor(() => relay.status().state === 'LEADING' && reads.length > 0);
    relay.offer(await bench.append(creation()));
    await bench.caughtUp();
    expect(reads.filter((from) => from === 1)).toHaveLength(1);
    expect(await revisionsOf()).toEqual([1]);
  });

  it('goes on where the log’s checkpoint is after a restart', async () => {
    await bench.append(creation());
    const before = bench.relay();
    await bench.caughtUp();
    await before.close();
    await bench.append(creation());
    bench.relay();
    await bench.caughtUp();
    expect(await revisionsOf()).toEqual([1, 2]);
  });

  it('publishes a delete, its tombstone, and frees the login that a dead writer left claimed', async () => {
    const alice = creation({ login: 'alice' });
    const created = await bench.append(alice);
    await bench.append(deletionOf(created));
    expect((await bench.store.journal.append([creation({ login: 'alice' })]))[0]?.kind).toBe('taken');
    bench.relay();
    await bench.caughtUp();
    const values = (await bench.published())
      .filter(({ key }) => key === alice.stream)
      .map(({ value }) => value);
    expect(
      values.map((value) =>
        value === null ? null : (JSON.parse(value.toString()) as { type: string }).type,
      ),
    ).toEqual(['ClientCreated', 'ClientDeleted', null]);
    expect((await bench.store.journal.append([creation({ login: 'alice' })]))[0]?.kind).toBe('appended');
  });

  it('frees the names of SIP domains that a dead writer left claimed', async () => {
    const { sid, accountSid, domain, state } = accountEvent();
    const first = creation({ claim: null });
    const account = (over: Partial<NewEvent<'Account'>>, sipDomain: string | null): NewEvent<'Account'> => ({
      ...first,
      ...{ stream: sid, accountSid, type: 'AccountCreated', eventId: `${over.version ?? 1}` },
      payload: {
        ...{ domain, credentials: null, password: null, changed: ['sipDomain'] },
        state: { ...state, sipDomain },
      },
      ...over,
    });
    await bench.append(account({ claim: domainClaim('a.example') }, 'a.example'));
    const previous = { version: 2, previousRevision: 1, previousEventId: '1', createdRevision: 1 };
    await bench.append(account({ ...previous, type: 'AccountUpdated' }, null));
    const again = creation({ claim: domainClaim('a.example') });
    expect((await bench.store.journal.append([again]))[0]?.kind).toBe('taken');
    bench.relay();
    await bench.caughtUp();
    expect((await bench.store.journal.append([again]))[0]?.kind).toBe('appended');
  });

  it('repairs the read model before its checkpoint passes an event', async () => {
    const created = await bench.append(creation());
    await bench.append(updateOf(created));
    expect(await bench.store.readModel.get(created.stream)).toBeNull();
    bench.relay();
    await bench.caughtUp();
    expect(await bench.store.readModel.get(created.stream)).toMatchObject({ version: 2, revision: 2 });
  });

  it('counts and digests what a reader that has everything holds', async () => {
    const first = await bench.append(creation());
    await bench.append(updateOf(first));
    const second = await bench.append(creation());
    await bench.append(deletionOf(second));
    bench.relay();
    const { partitions } = await bench.caughtUp();
    expect((partitions[topic] ?? []).reduce((sum, { count }) => sum + count, 0)).toBe(1);
  });

  it('lets one of two lead, and the other take over when it ends', async () => {
    const first = bench.relay();
    await waitFor(() => first.status().state === 'LEADING');
    const second = bench.relay();
    await bench.append(creation());
    await bench.caughtUp();
    expect(second.status().state).toBe('FOLLOWING');
    await first.close();
    await waitFor(() => second.status().state === 'LEADING');
    await bench.append(creation());
    await bench.caughtUp();
    expect(await revisionsOf()).toEqual([1, 2]);
  });

  it('publishes although repairing takes longer than its lease lives, and stays the leader', async () => {
    const { readModel } = bench.store;
    const slow = {
      ...bench.store,
      readModel: {
        upsert: (rows) => readModel.upsert(rows),
        get: (sid) => readModel.get(sid),
        versions: async (sids) => (await delay(3 * TTL_MS), readModel.versions(sids)),
        page: (query) => readModel.page(query),
        count: (filter) => readModel.count(filter),
        users: (kind, target, limit) => readModel.users(kind, target, limit),
      } satisfies ReadModel,
    };
    await bench.append(creation());
    const states = new Set<string>();
    const first = bench.relay({ leaseTtlMs: TTL_MS, store: slow });
    await waitFor(() => first.status().state === 'LEADING');
    const second = bench.relay({ leaseTtlMs: TTL_MS, store: slow });
    await waitFor(() => (states.add(second.status().state), first.status().revision === 1));
    expect([...states]).toEqual(['FOLLOWING']);
  });

  describe('paused past its lease', () => {
    const pausedBeside = async () => {
      // To the paused process no time passes, so it neither renews nor notices that another one has taken over.
      const clock = new ManualClock();
      let attempts = 0;
      const log = withPublish(bench.log, (publish) => ((attempts += 1), publish()));
      const paused = bench.relay({ clock, log });
      await waitFor(() => paused.status().state === 'LEADING' && attempts > 0, { what: 'its first marks' });
      const before = attempts;
      const other = bench.relay();
      await waitFor(() => other.status().state === 'LEADING');
      expect(paused.status().state).toBe('LEADING');
      return { paused, clock, attempts: () => attempts - before };
    };

    it('stands down by its monotonic clock when it wakes, and publishes nothing', async () => {
      const { paused, clock, attempts } = await pausedBeside();
      clock.advance(10_000);
      await waitFor(() => paused.status().state === 'FOLLOWING');
      await bench.append(creation());
      await bench.caughtUp();
      expect(attempts()).toBe(0);
      expect(await revisionsOf()).toEqual([1]);
    });

    it('is fenced by the log where its clock did not tell, and publishes nothing', async () => {
      const { paused, attempts } = await pausedBeside();
      await bench.append(creation());
      await waitFor(() => attempts() > 0 && paused.status().state === 'FOLLOWING');
      await bench.caughtUp();
      expect(await revisionsOf()).toEqual([1]);
    });
  });

  it('publishes everything again under a new generation on a log that was lost', async () => {
    const created = await bench.append(creation());
    await bench.append(updateOf(created));
    const before = bench.relay();
    const { generation } = await bench.caughtUp();
    await waitFor(async () => (await bench.store.logMemory.recall())?.revision === 2);
    await before.close();
    await bench.loseLog();
    bench.relay();
    const again = await bench.caughtUp();
    expect(again.generation).not.toBe(generation);
    expect(await revisionsOf()).toEqual([1, 2]);
  });

  it('starts again after an error of the log, and loses nothing', async () => {
    let failures = 2;
    const failing = withPublish(bench.log, (publish) =>
      failures-- > 0 ? Promise.reject(new Error('connection lost')) : publish(),
    );
    bench.relay({ log: failing });
    await bench.append(creation());
    await bench.append(creation());
    await bench.caughtUp();
    expect(await revisionsOf()).toEqual([1, 2]);
    expect(failures).toBeLessThan(0);
  });
});
