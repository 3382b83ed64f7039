import type { UnitState } from '@tandem/contracts';

/** One report under the unit's own id, as it lies on `tandem.unit-status`. */
export interface IncarnationRecord {
  readonly incarnation: string;
  readonly state: UnitState;
  readonly offset: number;
  /** Milliseconds since the Unix epoch, by the log's clock. */
  readonly timestamp: number;
}

/** Another process runs under the unit's id. Who `lost` has to stop. */
export interface Duplicate {
  readonly outcome: 'won' | 'lost';
  /** The other one. */
  readonly incarnation: string;
}

export interface IncarnationsOptions {
  /** This run's own. */
  readonly own: string;
  /** Longer than a record of a process that has ended may still be on its way to the log, milliseconds. */
  readonly settleMs: number;
}

const LEAVING: ReadonlySet<UnitState> = new Set(['DRAINING', 'STOPPED']);

/**
 * Who else runs under a unit's id, and who of two goes on: the one whose first known record has the lower offset, so
 * that both come to the same answer from the same log (design §2c).
 *
 * A restart must not be taken for a duplicate. What the run before has written lies before our first record, but for
 * what was on its way when it ended, and for what it says while it drains. So another one is believed to live only by
 * a record that lies behind one that we wrote at least `settleMs` after our first, and that does not say that it
 * leaves. Records that come again change nothing.
 */
export class Incarnations {
  readonly #options: IncarnationsOptions;
  readonly #first = new Map<string, Pick<IncarnationRecord, 'offset' | 'timestamp'>>();
  readonly #told = new Set<string>();
  /** Offset of our first record that is late enough. */
  #settled = Infinity;

  constructor(options: IncarnationsOptions) {
    this.#options = options;
  }

  /** The log begins anew, and with it the order of the incarnations. */
  restart(): void {
    this.#first.clear();
    this.#told.clear();
    this.#settled = Infinity;
  }

  /** Takes the records in the order of the log. @returns a duplicate, once for each; else null */
  record({ incarnation, state, offset, timestamp }: IncarnationRecord): Duplicate | null {
    const { own, settleMs } = this.#options;
    const known = this.#first.get(incarnation) ?? { offset, timestamp };
    this.#first.set(incarnation, known);
    if (incarnation === own) {
      if (timestamp - known.timestamp >= settleMs) this.#settled = Math.min(this.#settled, offset);
      return null;
    }
    // One that stopped never comes back, so a unit that lives long need not remember it.
    if (state === 'STOPPED') this.#forget(incarnation);
    if (LEAVING.has(state) || offset < this.#settled || this.#told.has(incarnation)) return null;
    this.#told.add(incarnation);
    const ours = this.#first.get(own)?.offset ?? Infinity;
    return { outcome: known.offset < ours ? 'lost' : 'won', incarnation };
  }

  #forget(incarnation: string): void {
    this.#first.delete(incarnation);
    this.#told.delete(incarnation);
  }
}
