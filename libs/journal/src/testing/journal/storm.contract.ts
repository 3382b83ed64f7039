import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import type { Random } from '@tandem/kernel';
import { seededRandom } from '@tandem/kernel/testing';
import type { OnStep } from '../../append-step.ts';
import type { JournalEntry, JournalEvent } from '../../journal-event.ts';
import { indexedOf } from '../../indexed.ts';
import type { Journal } from '../../journal.ts';
import { appendOne, gapsOf, readAll } from '../appending.ts';
import { creation, deletionOf, updateOf } from '../client-events.ts';
import type { StoreSubject } from '../store-subject.ts';

const WRITERS = 4;
const ROUNDS = 6;
const LOGINS = ['alice', 'bob'];

const pick = <T>(random: Random, items: readonly T[]): T => {
  const item = items[Math.floor(random.float() * items.length)];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
};

/** Holds every writer up at every step for a few turns of the event loop. */
const dawdle =
  (random: Random): OnStep =>
  async () => {
    for (let turns = Math.floor(random.float() * 4); turns > 0; turns--) await setImmediate();
  };

/** One command as a handler runs it: load, decide, append; a conflict begins again. */
const command = async (journal: Journal, streams: string[], random: Random): Promise<void> => {
  const stream = streams.length === 0 || random.float() < 0.3 ? null : pick(random, streams);
  for (;;) {
    const events = stream === null ? [] : await journal.readStream(stream);
    const last = events.at(-1) as JournalEvent<'Client'> | undefined;
    if (last?.type === 'ClientDeleted') return;
    const event =
      last === undefined
        ? creation({ login: pick(random, LOGINS) })
        : random.float() < 0.3
          ? deletionOf(last)
          : updateOf(last);
    const outcome = await appendOne(journal, event);
    if (outcome.kind === 'conflict') continue;
    if (outcome.kind === 'unknown') throw new Error(outcome.why);
    if (outcome.kind === 'appended' && event.version === 1) streams.push(event.stream);
    if (outcome.kind === 'appended' && event.type === 'ClientDeleted') {
      await journal.releaseClaim(event.createdRevision);
    }
    return;
  }
};

/** Reads on as the relay does, filling gaps without any grace, so that late writers lose their revisions. */
const follow = async (journal: Journal, done: () => boolean): Promise<readonly JournalEntry[]> => {
  const seen: JournalEntry[] = [];
  for (;;) {
    const last = done();
    const entries = await journal.readFrom(seen.length + 1, 100);
    seen.push(...entries);
    if (entries.length > 0) continue;
    const filled = await journal.fillGaps(seen.length + 1, 0);
    if (last && filled === 0) return seen;
    await setImmediate();
  }
};

const withoutClaim = (entry: JournalEntry): JournalEntry =>
  entry.kind === 'noop' ? entry : { ...entry, claim: null };

const expectSoundStreams = (events: readonly JournalEvent[]): void => {
  const streams = new Map<string, JournalEvent[]>();
  for (const event of events) streams.set(event.stream, [...(streams.get(event.stream) ?? []), event]);
  for (const versions of streams.values()) {
    expect(versions.map(({ version }) => version)).toEqual(versions.map((_, index) => index + 1));
    versions.forEach((event, index) => {
      expect(event.previousRevision).toBe(versions[index - 1]?.revision ?? 0);
      expect(event.previousEventId).toBe(versions[index - 1]?.eventId ?? null);
    });
  }
  for (const login of LOGINS) {
    const live = [...streams.values()].filter(
      (versions) =>
        versions[0] !== undefined &&
        indexedOf(versions[0].payload.state).name === login &&
        versions.at(-1)?.type !== 'ClientDeleted',
    );
    expect(live.length).toBeLessThanOrEqual(1);
  }
};

export const stormContract = (subject: () => StoreSubject): void => {
  describe('a storm of writers on two stores, held up anywhere, and a reader that fills gaps at once', () => {
    it.each([1, 2, 3].map(() => Math.floor(Math.random() * 2 ** 31)))(
      'leaves whole streams, one live Client per login, and nothing behind the reader (seed %i)',
      async (seed) => {
        const random = seededRandom(seed);
        const onStep = dawdle(random);
        const stores = [await subject().open({ onStep }), await subject().open({ onStep })];
        const reader = await subject().open();
        const streams: string[] = [];
        let writing = true;
        const following = follow(reader.journal, () => !writing);
        const writers = Array.from({ length: WRITERS }, async (_, index) => {
          const { journal } = stores[index % stores.length] ?? reader;
          for (let round = 0; round < ROUNDS; round++) await command(journal, streams, random);
        });
        await Promise.all(writers).finally(() => (writing = false));
        const seen = await following;
        const stored = await readAll(reader.journal);
        // A claim may have been released after its creation was read.
        expect(seen.map(withoutClaim)).toEqual(stored.map(withoutClaim));
        expect(await gapsOf(reader.journal)).toBe(0);
        expectSoundStreams(stored.filter((entry) => entry.kind === 'event'));
      },
      30_000,
    );
  });
};
