import { partitionOf } from '@tandem/contracts';
import { Waiters } from '@tandem/kernel';
import type { Sid } from '@tandem/kernel';
import type { PartitionView } from '../cache/unit-cache.ts';

/** A revision that somebody wants this unit to show. */
export interface WantedRevision {
  readonly revision: number;
  /** Then only the partition of this Client counts; null: all do. */
  readonly sid: Sid | null;
}

export interface RevisionWaitOptions {
  /** How many partitions there are; null while it is not known. */
  readonly expected: () => number | null;
  readonly partitions: () => readonly PartitionView[];
  /** Whether what the unit shows is known not to be what was published. */
  readonly diverged: () => boolean;
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
    const expected = this.#options.expected();
    if (expected === null || this.#options.diverged()) return 0;
    const home = sid === null ? null : partitionOf(sid, expected);
    const rows = this.#options.partitions().filter(({ partition }) => home === null || partition === home);
    if (rows.length < (home === null ? expected : 1)) return 0;
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
