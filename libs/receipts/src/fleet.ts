import { partitionOf, TOPICS } from '@tandem/contracts';
import type { RelayCheckpoint, UnitStatus } from '@tandem/contracts';
import { KnownUnit } from './known-unit.ts';
import type { Heard, Instant } from './known-unit.ts';
import { overall } from './receipt.ts';
import type { Change, Receipt, ReceiptStatus, UnitReceipt } from './receipt.ts';
import { latest, Timeline } from './timeline.ts';

const WATERMARK_POINTS = 4096;

/** The least that is shown of a partition. */
interface Lowest {
  /** By any unit, silent ones too. */
  readonly ofAll: number;
  /** By a unit that is live; Infinity without one. */
  readonly ofLive: number;
}

interface KnownReceipt {
  readonly partitions: readonly number[];
  readonly units: readonly UnitReceipt[];
  readonly status: ReceiptStatus;
  readonly at: Instant;
}

/** All units, as far as their reports on `tandem.unit-status` tell; pure but for what it remembers. */
export class Fleet {
  readonly #lowest = new Map<number, Lowest>();
  readonly #units = new Map<string, KnownUnit>();
  readonly #watermarks = new Map<number, Timeline>();
  #relay: RelayCheckpoint | null = null;
  #settled = false;

  /** Everything was heard that units have to say: from now on silence means something. */
  settle(at: Instant): void {
    this.#settled = true;
    this.#measureAll(at);
  }

  get settled(): boolean {
    return this.#settled;
  }

  hear(status: UnitStatus, heard: Heard): void {
    const known = this.#units.get(status.unit);
    if (known === undefined || !known.isLive(heard)) {
      this.#units.set(status.unit, known ?? new KnownUnit(status, heard, this.#relay));
      known?.hear(status, heard, this.#relay);
      this.#measureAll(heard);
      return;
    }
    const before = this.#each((partition) => known.revision(partition));
    known.hear(status, heard, this.#relay);
    for (const [partition, revision] of before.entries()) {
      // A unit that was ahead of another does not move the lowest by going on.
      const { ofAll, ofLive } = this.#lowest.get(partition) ?? { ofAll: 0, ofLive: 0 };
      const was = Math.max(ofAll, ofLive === Infinity ? 0 : ofLive);
      const now = known.revision(partition);
      if (now !== revision && (revision <= was || now < was)) this.#measure(partition, heard);
    }
    if (known.isGone(heard)) this.tick(heard);
  }

  /** The relay has published up to here: what units claim beyond is not believed. */
  follow(relay: RelayCheckpoint, at: Instant): void {
    const before = this.#relay;
    this.#relay = relay;
    // Checkpoints come with every transaction of the relay: what was believed of this log needs no second look.
    const doubted = [...this.#units.values()].filter(
      (unit) => before?.generation !== relay.generation || unit.isAhead(before),
    );
    for (const unit of doubted) unit.follow(relay, at.now);
    if (doubted.length > 0) this.#measureAll(at);
  }

  /** Time went on: units may be silent now, or forgotten. */
  tick(at: Instant): void {
    for (const [name, unit] of this.#units) if (unit.isGone(at)) this.#units.delete(name);
    this.#measureAll(at);
  }

  /** Whether no live unit lacks this revision of the partitions, and there is one. */
  reached(partitions: readonly number[], revision: number): boolean {
    return this.#settled && partitions.every((partition) => this.#hasReached(partition, revision));
  }

  receipt(change: Change, at: Instant): Receipt {
    const partitions = this.partitionsOf(change.sid);
    const units = [...this.#units.values()]
      .filter((unit) => !unit.isGone(at))
      .map((unit) => unit.receipt(change, partitions, at));
    const status = overall(units, this.#settled);
    return {
      sid: change.sid,
      revision: change.revision,
      status,
      insyncAt: this.#insyncAt(change.revision, { partitions, units, status, at }),
      units: units.toSorted((a, b) => (a.unit < b.unit ? -1 : 1)),
    };
  }

  #insyncAt(revision: number, known: KnownReceipt): number | null {
    const { partitions, units, status, at } = known;
    const parked = units.some((unit) => unit.status !== 'INSYNC' && unit.revision >= revision);
    const since = parked ? null : latest(partitions.map((each) => this.#reachedAt(each, revision)));
    return since ?? (status === 'INSYNC' ? at.now : null);
  }

  /** Where a Client's changes lie (null: those of all); 0 before the relay was heard of. */
  partitionsOf(sid: string | null): readonly number[] {
    if (this.#partitions === 0) return [0];
    return sid === null ? this.#each((partition) => partition) : [partitionOf(sid, this.#partitions)];
  }

  #hasReached(partition: number, revision: number): boolean {
    const { ofLive } = this.#lowest.get(partition) ?? { ofLive: Infinity };
    return ofLive !== Infinity && ofLive >= revision;
  }

  #reachedAt(partition: number, revision: number): number | null {
    return this.#watermarks.get(partition)?.reachedAt(revision) ?? null;
  }

  get #partitions(): number {
    return this.#relay?.partitions[TOPICS.clients.name]?.length ?? 0;
  }

  #each<T>(of: (partition: number) => T): readonly T[] {
    return Array.from({ length: this.#partitions }, (_, partition) => of(partition));
  }

  #measureAll(at: Instant): void {
    for (let partition = 0; partition < this.#partitions; partition += 1) this.#measure(partition, at);
  }

  /** What every unit shows is in sync; that never goes back, as a receipt is kept once it is true. */
  #measure(partition: number, at: Instant): void {
    let ofAll = Infinity;
    let ofLive = Infinity;
    for (const unit of this.#units.values()) {
      const revision = unit.revision(partition);
      ofAll = Math.min(ofAll, revision);
      if (unit.isLive(at)) ofLive = Math.min(ofLive, revision);
    }
    this.#lowest.set(partition, { ofAll, ofLive });
    if (!this.#settled || ofAll === Infinity) return;
    const line = this.#watermarks.get(partition) ?? new Timeline(WATERMARK_POINTS);
    this.#watermarks.set(partition, line);
    if (ofAll > line.revision) line.advance(ofAll, at.now);
  }
}
