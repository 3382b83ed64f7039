import { isDeletion } from '@tandem/contracts';
import { rowOfEvent } from '@tandem/journal';
import type { ResourceRow, JournalEntry, JournalEvent, JournalStore } from '@tandem/journal';
import { count } from '@tandem/telemetry';

const latestPerStream = (events: readonly JournalEvent[]): readonly JournalEvent[] => [
  ...new Map(events.map((event) => [event.stream, event])).values(),
];

const behind = (
  events: readonly JournalEvent[],
  versions: ReadonlyMap<string, number>,
): readonly ResourceRow[] =>
  events.filter((event) => (versions.get(event.stream) ?? 0) < event.version).map(rowOfEvent);

/**
 * Finishes what a writer that died half-way left open in these entries: a deleted resource's name that is still claimed,
 * a read-model row that is behind. Runs before the checkpoint passes them, so nothing is left for ever.
 */
export const repair = async (store: JournalStore, entries: readonly JournalEntry[]): Promise<void> => {
  const events = entries.filter((entry): entry is JournalEvent => entry.kind === 'event');
  if (events.length === 0) return;
  const deletes = events.filter(({ type }) => isDeletion(type));
  for (const { createdRevision } of deletes) await store.journal.releaseClaim(createdRevision);
  const latest = latestPerStream(events);
  const rows = behind(latest, await store.readModel.versions(latest.map(({ stream }) => stream)));
  if (rows.length === 0) return;
  await store.readModel.upsert(rows);
  count('relayRepairs', { what: 'read-model' }, rows.length);
};
