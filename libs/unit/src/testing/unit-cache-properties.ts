import { describe, expect, it } from '@jest/globals';
import { digestAdd, EMPTY_DIGEST, TOPICS } from '@tandem/contracts';
import type { ClientEvent, PartitionDigest } from '@tandem/contracts';
import type { StoredRecord } from '@tandem/event-log';
import { seededRandom } from '@tandem/kernel/testing';
import fc from 'fast-check';
import { UnitCache } from '../cache/unit-cache.ts';
import type { PropagationModel } from '../model/propagation-model.ts';
import { ClientLog, sidOf } from './client-log.ts';
import type { CacheSubject } from './subject.ts';

const PARTITIONS = 3;
const topic = TOPICS.clients.name;
const END_OF_TIME = 1e12;

/** What a caller of the Management API tries; the journal's rules decide what comes of it. */
interface Attempt {
  readonly login: number;
  readonly what: 'create' | 'update' | 'delete';
}

const attempts = fc.array(
  fc.record<Attempt>({
    login: fc.integer({ min: 0, max: 3 }),
    what: fc.constantFrom('create', 'update', 'update', 'delete'),
  }),
  { minLength: 1, maxLength: 25 },
);

const models = fc.constantFrom<PropagationModel>(
  { kind: 'none' },
  { kind: 'fixed', seconds: 0.02 },
  { kind: 'uniform', from: 0, to: 0.05 },
  { kind: 'interval', seconds: 0.03 },
  { kind: 'lognormal', p50: 0.01, p99: 0.1 },
);

/** One login belongs to one Client at a time, and a deleted Client's login is free again. */
const journalOf = (tries: readonly Attempt[]): ClientLog => {
  const log = new ClientLog(PARTITIONS);
  const owners = new Map<number, string>();
  let clients = 0;
  for (const [index, { login, what }] of tries.entries()) {
    const owner = owners.get(login);
    const recordedAt = index * 7;
    if (owner === undefined && what === 'create') {
      clients += 1;
      owners.set(login, sidOf(clients));
      log.next(sidOf(clients), { login: `login-${login}`, recordedAt });
    } else if (owner !== undefined && what === 'update') {
      log.next(owner, { recordedAt });
    } else if (owner !== undefined && what === 'delete') {
      log.delete(owner, { recordedAt });
      owners.delete(login);
    }
  }
  return log;
};

interface FinalState {
  readonly logins: Readonly<Record<string, ClientEvent>>;
  readonly digests: readonly PartitionDigest[];
}

/** What must be believed in the end: the journal's events folded, nothing else. */
const foldOf = (log: ClientLog): FinalState => {
  const live = new Map<string, ClientEvent>();
  for (const event of log.events) {
    if (event.type === 'ClientDeleted') live.delete(event.sid);
    else live.set(event.sid, event);
  }
  const logins: Record<string, ClientEvent> = {};
  for (const event of live.values()) logins[event.state.login] = event;
  const digests = Array.from({ length: PARTITIONS }, (_, partition) =>
    [...live.values()]
      .filter(({ sid }) => log.records(partition).some(({ key }) => key === sid))
      .reduce(digestAdd, EMPTY_DIGEST),
  );
  return { logins, digests };
};

const beliefOf = (cache: UnitCache): FinalState => {
  const logins: Record<string, ClientEvent> = {};
  for (let login = 0; login <= 3; login += 1) {
    const found = cache.find('tandem.local', `login-${login}`);
    if (found !== null) logins[found.event.state.login] = found.event;
  }
  const digests = Array.from(
    { length: PARTITIONS },
    (_, partition) => cache.partitions().find((row) => row.partition === partition)?.digest ?? EMPTY_DIGEST,
  );
  return { logins, digests };
};

const releaseAll = (cache: UnitCache): void => {
  for (let round = 0; cache.releaseDue(END_OF_TIME).length > 0; round += 1) expect(round).toBeLessThan(10);
};

/** How the records of a log come to a unit: in which order, how often, when, and with what in between. */
interface Delivery {
  readonly seed: number;
  readonly model: PropagationModel;
  /** Within a partition too, records may come in any order: what the relay must not do must not hurt. */
  readonly shuffled: boolean;
  readonly duplicates: number;
  readonly catchingUp: boolean;
}

const deliveries = fc.record<Delivery>({
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  model: models,
  shuffled: fc.boolean(),
  duplicates: fc.integer({ min: 0, max: 5 }),
  catchingUp: fc.boolean(),
});

/** Merges the partitions at random; repeats get offsets of their own, as a relay's repeats would. */
const streamOf = (
  records: readonly (readonly StoredRecord[])[],
  { seed, shuffled, duplicates }: Delivery,
): readonly StoredRecord[] => {
  const random = seededRandom(seed);
  const pick = (length: number): number => Math.floor(random.float() * length);
  const queues = records.map((partition) => {
    const queue = [...partition];
    for (let i = 0; i < duplicates && queue.length > 0; i += 1) {
      const again = queue[pick(queue.length)] as StoredRecord;
      queue.splice(shuffled ? pick(queue.length + 1) : queue.length, 0, again);
    }
    if (shuffled) queue.sort(() => random.float() - 0.5);
    return queue.map((record, offset) => ({ ...record, offset }));
  });
  const stream: StoredRecord[] = [];
  while (queues.some((queue) => queue.length > 0)) {
    const queue = queues[pick(queues.length)];
    const record = queue?.shift();
    if (record !== undefined) stream.push(record);
  }
  return stream;
};

interface Steps {
  readonly cache: () => UnitCache;
  readonly between: (step: number) => void;
}

const deliver = (
  stream: readonly StoredRecord[],
  { seed, catchingUp }: Delivery,
  { cache, between }: Steps,
): void => {
  const random = seededRandom(seed + 1);
  let now = 0;
  for (const [step, record] of stream.entries()) {
    now += Math.floor(random.float() * 12);
    const { partition, offset } = record;
    const batch = { topic, partition, records: [record], nextOffset: offset + 1, endOffset: offset + 1 };
    cache().apply(batch, { now, liveFrom: catchingUp ? Infinity : 0 });
    if (random.float() < 0.3) cache().releaseDue(now);
    between(step);
  }
};

const recordsOf = (log: ClientLog): readonly (readonly StoredRecord[])[] =>
  Array.from({ length: PARTITIONS }, (_, partition) => log.records(partition));

/** What compaction may leave: of each key the last record, some superseded ones, and maybe no tombstones. */
const compacted = (
  records: readonly (readonly StoredRecord[])[],
  { seed }: Delivery,
): readonly (readonly StoredRecord[])[] => {
  const random = seededRandom(seed + 2);
  return records.map((partition) =>
    partition.filter(
      (record, index) =>
        partition.findLastIndex(({ key }) => key === record.key) === index || random.float() < 0.3,
    ),
  );
};

/** Properties of a unit cache over random journals and deliveries. `runs` per property. */
export const unitCacheProperties = (name: string, subject: CacheSubject, runs: number): void => {
  const seed = Number(process.env['PROPERTY_SEED'] ?? Date.now() % 1_000_000_007);
  const check = (property: fc.IProperty<[readonly Attempt[], Delivery]>): void =>
    void fc.assert(property as fc.IProperty<unknown>, { seed, numRuns: runs });

  const withCache = (delivery: Delivery, work: (cache: UnitCache, reopen: () => UnitCache) => void): void => {
    const place = subject.create();
    const random = seededRandom(delivery.seed);
    const open = (): UnitCache => new UnitCache({ store: place.open(), model: delivery.model, random });
    let cache = open();
    try {
      work(cache, () => {
        cache.store.close();
        cache = open();
        return cache;
      });
    } finally {
      place.dispose();
    }
  };

  describe(`unit cache: ${name}, over random journals (PROPERTY_SEED=${seed})`, () => {
    it('ends in the journal’s state and digest, however records come', () => {
      check(
        fc.property(attempts, deliveries, (tries, delivery) => {
          const log = journalOf(tries);
          withCache(delivery, (cache) => {
            deliver(streamOf(recordsOf(log), delivery), delivery, {
              cache: () => cache,
              between: () => undefined,
            });
            releaseAll(cache);
            expect(beliefOf(cache)).toEqual(foldOf(log));
            expect(cache.size()).toMatchObject({ clients: cache.store.counts().clients, held: 0 });
          });
        }),
      );
    });

    it('ends alike on a compacted log, and never serves an older version than before', () => {
      check(
        fc.property(attempts, deliveries, (tries, delivery) => {
          const log = journalOf(tries);
          withCache(delivery, (cache) => {
            const highest = new Map<string, number>();
            const between = (): void => {
              for (const { sid, visible } of cache.store.resources.page('', 100)) {
                expect(visible?.version).toBeGreaterThanOrEqual(highest.get(sid) ?? 0);
                highest.set(sid, visible?.version ?? 0);
              }
            };
            deliver(streamOf(compacted(recordsOf(log), delivery), delivery), delivery, {
              cache: () => cache,
              between,
            });
            releaseAll(cache);
            expect(beliefOf(cache)).toEqual(foldOf(log));
          });
        }),
      );
    });

    it('makes all visible that `visible` says is', () => {
      check(
        fc.property(attempts, deliveries, (tries, drawn) => {
          const delivery = { ...drawn, shuffled: false, duplicates: 0 };
          const log = journalOf(tries);
          withCache(delivery, (cache) => {
            const between = (): void => {
              for (const { partition, visible } of cache.partitions()) {
                const keys = new Set(log.records(partition).map(({ key }) => key));
                const claimed = log.events.filter(
                  ({ sid, revision }) => keys.has(sid) && revision <= visible,
                );
                for (const { sid, version } of claimed) {
                  const row = cache.store.resources.get(sid);
                  const gone = row?.received.deleted === true && row.visible === null;
                  expect(gone || (row?.visible?.version ?? 0) >= version).toBe(true);
                }
              }
            };
            deliver(streamOf(recordsOf(log), delivery), delivery, { cache: () => cache, between });
          });
        }),
      );
    });

    it('is the same after each step whether or not it was opened anew before', () => {
      check(
        fc.property(attempts, deliveries, (tries, delivery) => {
          const stream = streamOf(recordsOf(journalOf(tries)), delivery);
          const trace = (restarts: boolean): readonly FinalState[] => {
            const states: FinalState[] = [];
            withCache(delivery, (first, reopen) => {
              const random = seededRandom(delivery.seed + 3);
              let cache = first;
              deliver(stream, delivery, {
                cache: () => cache,
                between: () => {
                  states.push(beliefOf(cache));
                  if (restarts && random.float() < 0.4) cache = reopen();
                },
              });
              releaseAll(cache);
              states.push(beliefOf(cache));
            });
            return states;
          };
          expect(trace(true)).toEqual(trace(false));
        }),
      );
    });
  });
};
