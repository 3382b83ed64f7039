import { setTimeout as pause } from 'node:timers/promises';
import type { ResourceKind } from '@tandem/contracts';
import { rowOfEvent } from '@tandem/journal';
import type { Journal, JournalEvent, NewEvent } from '@tandem/journal';
import { messageOf, TandemError } from '@tandem/kernel';
import type { Undecided } from '../outcomes.ts';
import type { Context } from './context.ts';

/** What became of an event for certain, or that nobody knows. */
export type Settlement<K extends ResourceKind = ResourceKind> =
  | { readonly kind: 'written'; readonly event: JournalEvent<K> }
  | { readonly kind: 'conflict' }
  | { readonly kind: 'taken' }
  | Undecided;

type Appended =
  | Exclude<Settlement, { readonly kind: 'written' }>
  | { readonly kind: 'appended'; readonly revision: number };

const storedAs = async (journal: Journal, event: NewEvent): Promise<Appended | null> => {
  const events = await journal.readStream(event.stream);
  const stored = events.find(({ version }) => version === event.version);
  if (stored === undefined) return null;
  return stored.eventId === event.eventId
    ? { kind: 'appended', revision: stored.revision }
    : { kind: 'conflict' };
};

/** Looks, a bounded number of times, for what became of an append whose answer was lost. */
const readBack = async (
  { journal, limits }: Pick<Context, 'journal' | 'limits'>,
  event: NewEvent,
  why: string,
): Promise<Appended> => {
  let reason = why;
  for (const ms of limits.readBackPausesMs) {
    await pause(ms);
    try {
      const stored = await storedAs(journal, event);
      if (stored !== null) return stored;
    } catch (error) {
      reason = messageOf(error);
    }
  }
  return { kind: 'undecided', why: reason };
};

const append = async (context: Context, event: NewEvent): Promise<Appended> => {
  const [outcome] = await context.journal.append([event]);
  if (outcome === undefined) throw new TandemError('JOURNAL_UNAVAILABLE', 'the journal gave no outcome');
  return outcome.kind === 'unknown' ? readBack(context, event, outcome.why) : outcome;
};

/**
 * Appends one event and settles what became of it. A written one is in the read model when this resolves, so that its
 * caller reads it, and handed to the relay. Throws `JOURNAL_UNAVAILABLE` when nothing was written.
 */
export const settle = async <K extends ResourceKind>(
  context: Context,
  event: NewEvent<K>,
): Promise<Settlement<K>> => {
  const outcome = await append(context, event);
  if (outcome.kind !== 'appended') return outcome;
  const written: JournalEvent<K> = { ...event, kind: 'event', revision: outcome.revision };
  // First the row, then the relay: it would find the row missing and write it too.
  await context.projection.write(rowOfEvent(written));
  context.onAppended(written);
  return { kind: 'written', event: written };
};
