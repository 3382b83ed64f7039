import type { ConsumerCondition, LogBatch, LogConsumerHandlers, StoredRecord } from '../event-log.ts';

const placeOf = (topic: string, partition: number): string => `${topic}/${partition}`;

/**
 * A reader that keeps its own positions, as a unit does: a batch and its position are stored together, and a batch that
 * `fail` rejects leaves both as they were.
 */
export class RecordingReader implements LogConsumerHandlers {
  /** All batches that were stored. */
  readonly batches: LogBatch[] = [];
  readonly conditions: ConsumerCondition[] = [];
  readonly resets: string[] = [];
  /** Where the position was asked for, in order. */
  readonly asked: string[] = [];
  readonly positions = new Map<string, number>();
  /** Handlers running now. */
  running = 0;
  /** Called before a batch is stored; a rejection refuses it. */
  intercept: (batch: LogBatch) => Promise<void> = () => Promise.resolve();
  readonly #overlaps = new Set<string>();
  readonly #busy = new Set<string>();

  constructor(positions: Readonly<Record<string, number>> = {}) {
    for (const [place, offset] of Object.entries(positions)) this.positions.set(place, offset);
  }

  position(topic: string, partition: number): number {
    const place = placeOf(topic, partition);
    this.asked.push(place);
    return this.positions.get(place) ?? 0;
  }

  async batch(batch: LogBatch): Promise<void> {
    const place = placeOf(batch.topic, batch.partition);
    if (this.#busy.has(place)) this.#overlaps.add(place);
    this.#busy.add(place);
    this.running += 1;
    try {
      await this.intercept(batch);
      this.batches.push(batch);
      this.positions.set(place, batch.nextOffset);
    } finally {
      this.running -= 1;
      this.#busy.delete(place);
    }
  }

  async reset(topic: string, partition: number): Promise<void> {
    const place = placeOf(topic, partition);
    this.resets.push(place);
    this.positions.set(place, 0);
  }

  condition(condition: ConsumerCondition): void {
    this.conditions.push(condition);
  }

  /** Every record that was stored, in order of arrival. */
  get records(): StoredRecord[] {
    return this.batches.flatMap((batch) => batch.records);
  }

  values(): string[] {
    return this.records.map((record) => record.value?.toString() ?? 'tombstone');
  }

  /** Partitions of which two handlers ran at once: must stay empty. */
  get overlaps(): readonly string[] {
    return [...this.#overlaps];
  }

  /** Whether the last batch of each of `count` partitions ended at the partition's end. */
  caughtUp(topic: string, count: number): boolean {
    return Array.from({ length: count }, (_, partition) =>
      this.batches.findLast((batch) => batch.topic === topic && batch.partition === partition),
    ).every((batch) => batch !== undefined && batch.nextOffset >= batch.endOffset);
  }
}
