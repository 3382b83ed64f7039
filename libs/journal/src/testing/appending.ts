import type { ResourceKind } from '@tandem/contracts';
import type { JournalEntry, JournalEvent, NewEvent } from '../journal-event.ts';
import type { AppendOutcome, Journal } from '../journal.ts';
import { creation } from './client-events.ts';

const only = <T>(items: readonly T[]): T => {
  const [item] = items;
  if (item === undefined || items.length !== 1) throw new Error(`${items.length} items instead of one`);
  return item;
};

/** Appends one event. */
export const appendOne = async (journal: Journal, event: NewEvent): Promise<AppendOutcome> =>
  only(await journal.append([event]));

/** The event as it is stored at that revision. */
export const storedAs = <K extends ResourceKind>(event: NewEvent<K>, revision: number): JournalEvent<K> => ({
  kind: 'event',
  revision,
  ...event,
});

/** Appends an event that must win. */
export const mustAppend = async <K extends ResourceKind>(
  journal: Journal,
  event: NewEvent<K>,
): Promise<JournalEvent<K>> => {
  const outcome = await appendOne(journal, event);
  if (outcome.kind !== 'appended') throw new Error(`not appended but ${JSON.stringify(outcome)}`);
  return storedAs(event, outcome.revision);
};

/** Creates a Client that must win. */
export const created = (
  journal: Journal,
  over: Parameters<typeof creation>[0] = {},
): Promise<JournalEvent<'Client'>> => mustAppend(journal, creation(over));

/** Everything in the journal up to its first gap. */
export const readAll = async (journal: Journal): Promise<readonly JournalEntry[]> => {
  const all: JournalEntry[] = [];
  for (;;) {
    const some = await journal.readFrom(all.length + 1, 500);
    if (some.length === 0) return all;
    all.push(...some);
  }
};

/** Revisions without an entry below the head. */
export const gapsOf = async (journal: Journal): Promise<number> =>
  (await journal.head()) - (await readAll(journal)).length;
