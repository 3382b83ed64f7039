import { lanesOf, placeOfLane } from '@tandem/contracts';
import type { UnitCondition } from '@tandem/contracts';
import type { ConsumerCondition } from '@tandem/event-log';
import type { Clock } from '@tandem/kernel';
import type { Logger } from '@tandem/telemetry';
import type { MetMark } from '../cache/batch-report.ts';
import type { RebuildReason } from '../rebuild/rebuilder.ts';
import { Divergence } from './divergence.ts';
import { MarkSilence } from './mark-silence.ts';

export interface ProofWatchOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  /** How long a partition may be without a mark, milliseconds. */
  readonly silenceMs: number;
  /** How many partitions of each topic should have marks; null while the unit catches up. */
  readonly partitions: () => number | null;
  readonly set: (condition: UnitCondition, holds: boolean) => void;
  readonly rebuild: (reason: RebuildReason) => void;
  /** No mark came in time: what reads the log should connect anew. */
  readonly reconnect: (why: string) => void;
}

const TICKS = 10;

/**
 * What the relay's marks say about this unit: that it received everything (nothing to do), that it did not (DIVERGED, and
 * a rebuild), or, by their absence, that it is cut off (STALLED, and a new connection). Marks come every 5 s at least.
 */
export class ProofWatch {
  readonly #options: ProofWatchOptions;
  readonly #divergence = new Divergence();
  readonly #silence = new MarkSilence(TICKS);
  #timer: NodeJS.Timeout | undefined;
  #unassigned = false;
  #silent = false;

  constructor(options: ProofWatchOptions) {
    this.#options = options;
  }

  start(): void {
    this.#timer = setInterval(() => this.#tick(), this.#options.silenceMs / TICKS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  met(marks: readonly MetMark[]): void {
    for (const met of marks) {
      this.#silence.heard(met.lane);
      if (this.#divergence.meet(met)) this.#tell(met);
    }
    if (marks.length === 0) return;
    this.#options.set('DIVERGED', this.#divergence.holds);
    if (this.#divergence.rebuild(this.#options.clock.monotonic())) this.#options.rebuild('diverged');
  }

  /** Another cache took over. */
  replaced(): void {
    this.#divergence.reset();
    this.#options.set('DIVERGED', false);
  }

  consumer(condition: ConsumerCondition, why: string): void {
    this.#unassigned = condition === 'STALLED';
    if (this.#unassigned) this.#options.logger.warn('The unit does not read all partitions', { why });
    this.#stalled();
  }

  #tick(): void {
    const { partitions, logger } = this.#options;
    const count = partitions();
    if (count === null) return;
    const expected = lanesOf(count);
    const { silent: without, reconnect } = this.#silence.tick(expected);
    this.#silent = without.length > 0;
    this.#stalled();
    if (!reconnect) return;
    const why = `no mark of the relay on ${without.length} of ${expected.length} partitions`;
    logger.warn('The unit connects to the log anew', { why });
    this.#options.reconnect(why);
  }

  #stalled(): void {
    this.#options.set('STALLED', this.#unassigned || this.#silent);
  }

  #tell({ lane, mark, own, verdict }: MetMark): void {
    const { logger } = this.#options;
    const { revision, count, digest } = mark;
    const place = placeOfLane(lane);
    if (verdict === 'proved') {
      logger.info('What the unit received is what was published again', { ...place, revision });
      return;
    }
    logger.error('What the unit received is not what was published', {
      ...place,
      revision,
      published: { count, digest },
      received: own,
    });
  }
}
