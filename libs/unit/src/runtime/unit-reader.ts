import { kindOfTopic, laneOf, TOPICS } from '@tandem/contracts';
import type { RelayCheckpoint } from '@tandem/contracts';
import type { ConsumerCondition, LogBatch, LogConsumerHandlers } from '@tandem/event-log';
import type { Clock } from '@tandem/kernel';
import { TandemError } from '@tandem/kernel';
import { applyBatch } from '../cache/apply-batch.ts';
import type { BatchReport } from '../cache/batch-report.ts';
import { FIRST_LOAD_SLICE_RECORDS, SLICE_RECORDS } from '../cache/slices.ts';
import type { Turns } from '../cache/turns.ts';
import type { UnitCache } from '../cache/unit-cache.ts';
import type { CatchUp } from './catch-up.ts';
import type { Duplicate } from './incarnations.ts';
import type { RelayWatch } from './relay-watch.ts';
import { StuckBatches } from './stuck-batches.ts';
import type { StatusWatch } from './status-watch.ts';

export interface UnitReaderOptions {
  readonly clock: Clock;
  readonly cache: () => UnitCache;
  readonly catchUp: CatchUp;
  readonly turns: Turns;
  readonly relay: RelayWatch;
  readonly status: StatusWatch;
  /** Told what units report, this one too. */
  readonly reports: (batch: LogBatch) => void;
  /** Whether anybody is answered from the cache, and must not wait long. */
  readonly serving: () => boolean;
  /** A slice of a batch is stored. */
  readonly applied: (report: BatchReport) => void;
  /** A batch is stored whole. */
  readonly advanced: () => void;
  /** The cache could not take a batch, which will come again. */
  readonly failed: (error: unknown) => void;
  readonly checkpoint: (checkpoint: RelayCheckpoint) => void;
  /** Another process runs under this unit's id. */
  readonly duplicate: (duplicate: Duplicate) => void;
  /** A partition of a topic of resources is not the one that was read before. */
  readonly logReset: () => void;
  readonly condition: (condition: ConsumerCondition, why: string) => void;
}

const RELAY: string = TOPICS.relay.name;
const STATUS: string = TOPICS.unitStatus.name;

/** A unit as the event log sees it: it stores positions together with what it read. */
export class UnitReader implements LogConsumerHandlers {
  readonly #options: UnitReaderOptions;
  readonly #stuck = new StuckBatches();

  constructor(options: UnitReaderOptions) {
    this.#options = options;
  }

  position(topic: string, partition: number): number {
    if (topic === RELAY) return this.#options.relay.position;
    if (topic === STATUS) return this.#options.status.position;
    return this.#options.cache().position(topic, partition);
  }

  async batch(batch: LogBatch): Promise<void> {
    if (kindOfTopic(batch.topic) !== undefined) await this.#resources(batch);
    else if (batch.topic === RELAY) this.#relay(batch);
    else if (batch.topic === STATUS) this.#status(batch);
    else throw new TandemError('CONTRACT_VIOLATION', `a unit cache does not read ${batch.topic}`);
  }

  /** Reads on from the start, guarded by versions; what the new log does not have, a rebuild finds out. */
  async reset(topic: string, partition: number): Promise<void> {
    const { relay, status, cache, catchUp, logReset } = this.#options;
    if (topic === RELAY) {
      relay.restart();
      return;
    }
    if (topic === STATUS) {
      status.restart();
      return;
    }
    cache().setPosition(topic, partition, 0);
    catchUp.restart(laneOf(topic, partition));
    logReset();
  }

  condition(condition: ConsumerCondition, why: string): void {
    this.#options.condition(condition, why);
  }

  async #resources(batch: LogBatch): Promise<void> {
    const { cache, clock, catchUp, turns, serving, applied, advanced, failed } = this.#options;
    const now = (): number => clock.now();
    const liveFrom = catchUp.goalOf(batch);
    const { topic, partition } = batch;
    const lane = laneOf(topic, partition);
    const position = (): number => cache().position(topic, partition);
    const salvage = this.#stuck.isStuck(lane, position());
    const sliceRecords = serving() ? SLICE_RECORDS : FIRST_LOAD_SLICE_RECORDS;
    try {
      await applyBatch(batch, { cache, turns, now, liveFrom, salvage, sliceRecords, report: applied });
      catchUp.advance(batch);
      advanced();
    } catch (error) {
      this.#stuck.failed(lane, position(), error);
      failed(error);
      throw error;
    }
  }

  #relay(batch: LogBatch): void {
    const checkpoint = this.#options.relay.batch(batch);
    if (checkpoint !== null) this.#options.checkpoint(checkpoint);
  }

  #status(batch: LogBatch): void {
    this.#options.reports(batch);
    for (const duplicate of this.#options.status.batch(batch)) this.#options.duplicate(duplicate);
  }
}
