import { setImmediate as turn } from 'node:timers/promises';
import type { Lane } from '@tandem/contracts';
import type { Sid } from '@tandem/kernel';
import type { CacheStore } from '../cache/cache-store.ts';
import type { ResourceRow } from '../cache/rows.ts';

export interface VisibleComparison {
  /** Resources served by the one that the other was never told of, neither as live nor as deleted. */
  readonly missing: number;
  /** Resources of which the other serves an older version or none, as the newest one cannot be read. */
  readonly behind: readonly Sid[];
}

const PAGE = 500;

type Standing = 'missing' | 'behind' | 'level';

const standingOf = (row: ResourceRow, other: ResourceRow | null): Standing => {
  if (other === null) return 'missing';
  if (other.received.deleted) return 'level';
  return (other.visible?.version ?? 0) < (row.visible?.version ?? 0) ? 'behind' : 'level';
};

/**
 * Whether a cache that was built anew may stand in for the one that serves: nothing that is served may go back or
 * vanish (G2, G4). Walks in slices: what either store learns meanwhile comes from the log that both read, and only
 * brings it forward.
 * @param provedOn lanes where what is missing is known to be gone
 */
export const compareVisible = async (
  serving: CacheStore,
  built: CacheStore,
  provedOn: (lane: Lane) => boolean,
): Promise<VisibleComparison> => {
  const behind: Sid[] = [];
  let missing = 0;
  let after: Sid = '';
  for (;;) {
    const page = serving.resources.page(after, PAGE);
    for (const row of page) {
      const standing = standingOf(row, built.resources.get(row.sid));
      if (standing === 'behind') behind.push(row.sid);
      if (standing === 'missing' && !provedOn(row.lane)) missing += 1;
    }
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return { missing, behind };
    after = last.sid;
    await turn();
  }
};
