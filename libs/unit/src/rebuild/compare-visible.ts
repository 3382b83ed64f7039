import { setImmediate as turn } from 'node:timers/promises';
import type { Sid } from '@tandem/kernel';
import type { CacheStore } from '../cache/cache-store.ts';
import type { ClientRow } from '../cache/rows.ts';

export interface VisibleComparison {
  /** Clients served by the one that the other was never told of, neither as live nor as deleted. */
  readonly missing: number;
  /** Clients of which the other serves an older version or none, as the newest one cannot be read. */
  readonly behind: readonly Sid[];
}

const PAGE = 500;

type Standing = 'missing' | 'behind' | 'level';

const standingOf = (row: ClientRow, other: ClientRow | null): Standing => {
  if (other === null) return 'missing';
  if (other.received.deleted) return 'level';
  return (other.visible?.version ?? 0) < (row.visible?.version ?? 0) ? 'behind' : 'level';
};

/**
 * Whether a cache that was built anew may stand in for the one that serves: nothing that is served may go back or
 * vanish (G2, G4). Walks in slices: what either store learns meanwhile comes from the log that both read, and only
 * brings it forward.
 * @param provedOn partitions where what is missing is known to be gone
 */
export const compareVisible = async (
  serving: CacheStore,
  built: CacheStore,
  provedOn: (partition: number) => boolean,
): Promise<VisibleComparison> => {
  const behind: Sid[] = [];
  let missing = 0;
  let after: Sid = '';
  for (;;) {
    const page = serving.clients.page(after, PAGE);
    for (const row of page) {
      const standing = standingOf(row, built.clients.get(row.sid));
      if (standing === 'behind') behind.push(row.sid);
      if (standing === 'missing' && !provedOn(row.partition)) missing += 1;
    }
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return { missing, behind };
    after = last.sid;
    await turn();
  }
};
