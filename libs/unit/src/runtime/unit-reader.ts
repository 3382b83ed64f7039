import { TOPICS } from '@tandem/contracts';
import type { RelayCheckpoint } from '@tandem/contracts';
import type { ConsumerCondition, LogBatch, LogConsumerHandlers } from '@tandem/event-log';
import type { Clock } from '@tandem/kernel';
import { TandemError } from '@tandem/kernel';
import { applyBatch } from '../cache/apply-batch.ts';
import type { BatchReport } from '../cache/batch-report.ts';
import { FIRST_LOAD_SLICE_RECORDS, SLICE_RECORDS } from '../cache/slices.ts';
import type { UnitCache } from '../cache/unit-cache.ts';
import type { CatchUp } from './catch-up.ts';
import type { RelayWatch } from './relay-watch.ts';

export interface UnitReaderOptions {
  readonly clock: Clock;
  readonly cache: () => UnitCache;
  readonly catchUp: CatchUp;
  readonly relay: RelayWatch;
  /** Whether anybody is answered from the cache, and must not wait long. */
  readonly serving: () => boolean;
  /** A slice of a batch is stored. */
  readonly applied: (report: BatchReport) => void;
  /** A batch is stored whole. */
  readonly advanced: () => void;
  /** The cache could not take a batch, which will come again. */
  readonly failed: (error: unknown) => void;
  readonly checkpoint: (checkpoint: RelayCheckpoint) => void;
  /** A partition of `tandem.clients` is not the one that was read before. */
  readonly logReset: () => void;
  readonly condition: (condition: ConsumerCondition, why: string) => void;
}

const CLIENTS: string = TOPICS.clients.name;
const RELAY: string = TOPICS.relay.name;

/** A unit as the event log sees it: it stores positions together with what it read. */
export class UnitReader implements LogConsumerHandlers {
  readonly #options: UnitReaderOptions;

  constructor(options: UnitReaderOptions) {
    this.#options = options;
  }

  position(topic: string, partition: number): number {
    if (topic === RELAY) return this.#options.relay.position;
    return this.#options.cache().position(topic, partition);
  }

  async batch(batch: LogBatch): Promise<void> {
    if (batch.topic === CLIENTS) await this.#clients(batch);
    else if (batch.topic === RELAY) this.#relay(batch);
    else throw new TandemError('CONTRACT_VIOLATION', `a unit cache does not read ${batch.topic}`);
  }

  /** Reads on from the start, guarded by versions; what the new log does not have, a rebuild finds out. */
  async reset(topic: string, partition: number): Promise<void> {
    if (topic === RELAY) {
      this.#options.relay.restart();
      return;
    }
    this.#options.cache().setPosition(topic, partition, 0);
    this.#options.catchUp.restart(partition);
    this.#options.logReset();
  }

  condition(condition: ConsumerCondition, why: string): void {
    this.#options.condition(condition, why);
  }

  async #clients(batch: LogBatch): Promise<void> {
    const { cache, clock, catchUp, serving, applied, advanced, failed } = this.#options;
    const liveFrom = catchUp.goalOf(batch);
    const sliceRecords = serving() ? SLICE_RECORDS : FIRST_LOAD_SLICE_RECORDS;
    try {
      await applyBatch(batch, { cache, now: () => clock.now(), liveFrom, sliceRecords, report: applied });
      catchUp.advance(batch);
      advanced();
    } catch (error) {
      failed(error);
      throw error;
    }
  }

  #relay(batch: LogBatch): void {
    const checkpoint = this.#options.relay.batch(batch);
    if (checkpoint !== null) this.#options.checkpoint(checkpoint);
  }
}
