import { laneOfSid, lanesOf } from '@tandem/contracts';
import { Waiters } from '@tandem/kernel';
import type { Sid } from '@tandem/kernel';
import type { ActiveCache } from './active-cache.ts';
import type { CatchUp } from './catch-up.ts';
import type { UnitLife } from './unit-life.ts';

/** A revision that somebody wants this unit to show. */
export interface WantedRevision {
  readonly revision: number;
  /** Then only the partition of this resource counts; null: all do. */
  readonly sid: Sid | null;
}

export interface RevisionWaitOptions {
  readonly active: ActiveCache;
  readonly catchUp: CatchUp;
  readonly life: UnitLife;
}

/** Up to which revision a unit shows everything, for those who wait for it (read your own writes). */
export class RevisionWait {
  readonly #options: RevisionWaitOptions;
  readonly #waiters = new Waiters<WantedRevision>();

  constructor(options: RevisionWaitOptions) {
    this.#options = options;
  }

  /** 0 before everything was read once, and while the unit has diverged. Marks move the partitions on which nothing happens. */
  shown(sid: Sid | null): number {
    const { active, catchUp, life } = this.#options;
    const { partitions: expected } = catchUp;
    if (expected === null || life.has('DIVERGED')) return 0;
    const home = sid === null ? null : laneOfSid(sid, expected);
    const rows = active.cache.partitions().filter(({ lane }) => home === null || lane === home);
    if (rows.length < (home === null ? lanesOf(expected).length : 1)) return 0;
    return Math.min(...rows.map(({ visible }) => visible));
  }

  /** Waits at most `ms` milliseconds. @returns up to where everything is shown then */
  async wait(wanted: WantedRevision, ms: number, signal?: AbortSignal): Promise<number> {
    const done = (): boolean => this.shown(wanted.sid) >= wanted.revision;
    await this.#waiters.wait({ about: wanted, done, ms, signal });
    return this.shown(wanted.sid);
  }

  /** What is shown has moved. */
  check(): void {
    this.#waiters.check(() => true);
  }
}
