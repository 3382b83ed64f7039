import { messageOf } from '@tandem/kernel';
import type { Clock } from '@tandem/kernel';
import type { Logger } from '@tandem/telemetry';
import type { Database } from './database.ts';
import type { StoredTopic, TopicStore } from './topic-store.ts';

/** Kafka's `segment.ms` as Tandem sets it: nothing younger is compacted, so that live readers see every version. */
export const COMPACTION_LAG_MS = 10 * 60 * 1000;
/** Kafka's `delete.retention.ms`: how long a tombstone is kept for readers that were away. */
export const TOMBSTONE_RETENTION_MS = 24 * 60 * 60 * 1000;

/** From opening the file to the first sweep. */
const FIRST_SWEEP_MS = 60 * 1000;
/** Between two sweeps. */
const SWEEP_EVERY_MS = 10 * 60 * 1000;
/** Between two steps of a sweep, so that the event loop is left to others. */
const STEP_PAUSE_MS = 20;
/** Records looked at in one step: a few milliseconds. */
const STEP_RECORDS = 500;

export interface CompactorOptions {
  readonly db: Database;
  readonly topics: TopicStore;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Removes what no reader needs: superseded records and old tombstones of compacted topics, aged records of the others.
 * Works in bounded steps between other work. Offsets are never used again.
 */
export class Compactor {
  readonly #options: CompactorOptions;
  readonly #window;
  readonly #compact;
  readonly #expire;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: CompactorOptions) {
    const { db } = options;
    this.#options = options;
    this.#window = db.prepare(
      `SELECT max(offset) AS last FROM
       (SELECT offset FROM records WHERE partition_id = ? AND offset >= ? ORDER BY offset LIMIT ${STEP_RECORDS})`,
    );
    // A tombstone goes last of its key: were an older value left, it would come back to life.
    this.#compact = db.prepare(
      `DELETE FROM records WHERE partition_id = ?1 AND offset IN (
         SELECT r.offset FROM records r
         WHERE r.partition_id = ?1 AND r.offset BETWEEN ?2 AND ?3 AND (
           (r.timestamp <= ?4 AND EXISTS (
             SELECT 1 FROM records n WHERE n.partition_id = ?1 AND n.key = r.key AND n.offset > r.offset))
           OR (r.value IS NULL AND r.timestamp <= ?5 AND NOT EXISTS (
             SELECT 1 FROM records o WHERE o.partition_id = ?1 AND o.key = r.key AND o.offset <> r.offset))))`,
    );
    this.#expire = db.prepare(
      'DELETE FROM records WHERE partition_id = ?1 AND offset BETWEEN ?2 AND ?3 AND timestamp <= ?4',
    );
  }

  start(): void {
    this.#schedule(this.sweep(), FIRST_SWEEP_MS);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  /** One pass over the whole log; each `next()` is one step and gives how many records it removed. */
  *sweep(): Generator<number> {
    for (const topic of this.#options.topics.all()) {
      for (const partitionId of topic.partitionIds) yield* this.#sweepPartition(topic, partitionId);
    }
  }

  *#sweepPartition(topic: StoredTopic, partitionId: number): Generator<number> {
    let from = 0;
    for (;;) {
      const last = this.#options.db.read(() => this.#window.get(partitionId, from)?.['last']);
      if (typeof last !== 'number') return;
      yield this.#options.db.transaction(() => this.#step(topic, { partitionId, from, last }));
      from = last + 1;
    }
  }

  #step(topic: StoredTopic, { partitionId, from, last }: Window): number {
    const now = this.#options.clock.now();
    if (topic.cleanup === 'delete') {
      const until = now - (topic.retentionMs ?? Infinity);
      return Number.isFinite(until) ? Number(this.#expire.run(partitionId, from, last, until).changes) : 0;
    }
    const compactUntil = now - COMPACTION_LAG_MS;
    const tombstonesUntil = now - TOMBSTONE_RETENTION_MS;
    return Number(this.#compact.run(partitionId, from, last, compactUntil, tombstonesUntil).changes);
  }

  #schedule(sweep: Generator<number>, afterMs: number): void {
    this.#timer = setTimeout(() => {
      let done = true;
      try {
        done = sweep.next().done ?? false;
      } catch (error) {
        this.#options.logger.warn('compaction of the event log failed; it is tried again later', {
          why: messageOf(error),
        });
      }
      if (done) this.#schedule(this.sweep(), SWEEP_EVERY_MS);
      else this.#schedule(sweep, STEP_PAUSE_MS);
    }, afterMs).unref();
  }
}

interface Window {
  readonly partitionId: number;
  readonly from: number;
  readonly last: number;
}
