import { isDeletion } from '@tandem/contracts';
import { mayReleaseDomain, rowOfEvent, staleDomainClaims } from '@tandem/journal';
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

/** Sets free the names of SIP domains that accounts do not have any more. */
const releaseDomains = async ({ journal }: JournalStore, events: readonly JournalEvent[]): Promise<void> => {
  for (const { stream } of latestPerStream(events.filter(mayReleaseDomain))) {
    const stale = staleDomainClaims(await journal.readStream(stream));
    for (const revision of stale) await journal.releaseClaim(revision);
  }
};

/**
 * Finishes what a writer that died half-way left open in these entries: a name that is still claimed though its resource is
 * deleted or has another one, a read-model row that is behind. Runs before the checkpoint passes them, so nothing is left for ever.
 */
export const repair = async (store: JournalStore, entries: readonly JournalEntry[]): Promise<void> => {
  const events = entries.filter((entry): entry is JournalEvent => entry.kind === 'event');
  if (events.length === 0) return;
  const deletes = events.filter(({ type }) => isDeletion(type));
  for (const { createdRevision } of deletes) await store.journal.releaseClaim(createdRevision);
  await releaseDomains(store, events);
  const latest = latestPerStream(events);
  const rows = behind(latest, await store.readModel.versions(latest.map(({ stream }) => stream)));
  if (rows.length === 0) return;
  await store.readModel.upsert(rows);
  count('relayRepairs', { what: 'read-model' }, rows.length);
};
