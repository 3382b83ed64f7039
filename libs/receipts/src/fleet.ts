import { laneOfSid, lanesOf, TOPICS } from '@tandem/contracts';
import type { Lane, RelayCheckpoint, UnitStatus } from '@tandem/contracts';
import { KnownUnit } from './known-unit.ts';
import type { Heard, Instant } from './known-unit.ts';
import { overall } from './receipt.ts';
import type { Change, Receipt, ReceiptStatus, UnitReceipt } from './receipt.ts';
import { latest, Timeline } from './timeline.ts';

const WATERMARK_POINTS = 4096;

/** The least that is shown of a lane. */
interface Lowest {
  /** By any unit, silent ones too. */
  readonly ofAll: number;
  /** By a unit that is live; Infinity without one. */
  readonly ofLive: number;
}

interface KnownReceipt {
  readonly lanes: readonly Lane[];
  readonly units: readonly UnitReceipt[];
  readonly status: ReceiptStatus;
  readonly at: Instant;
}

/** All units, as far as their reports on `tandem.unit-status` tell; pure but for what it remembers. */
export class Fleet {
  readonly #lowest = new Map<Lane, Lowest>();
  readonly #units = new Map<string, KnownUnit>();
  readonly #watermarks = new Map<Lane, Timeline>();
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
    const before = this.#lanes.map((lane) => ({ lane, revision: known.revision(lane) }));
    known.hear(status, heard, this.#relay);
    for (const { lane, revision } of before) {
      // A unit that was ahead of another does not move the lowest by going on.
      const { ofAll, ofLive } = this.#lowest.get(lane) ?? { ofAll: 0, ofLive: 0 };
      const was = Math.max(ofAll, ofLive === Infinity ? 0 : ofLive);
      const now = known.revision(lane);
      if (now !== revision && (revision <= was || now < was)) this.#measure(lane, heard);
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

  /** Whether no live unit lacks this revision of the lanes, and there is one. */
  reached(lanes: readonly Lane[], revision: number): boolean {
    return this.#settled && lanes.every((lane) => this.#hasReached(lane, revision));
  }

  receipt(change: Change, at: Instant): Receipt {
    const lanes = this.lanesOf(change.sid);
    const units = [...this.#units.values()]
      .filter((unit) => !unit.isGone(at))
      .map((unit) => unit.receipt(change, lanes, at));
    const status = overall(units, this.#settled);
    return {
      sid: change.sid,
      revision: change.revision,
      status,
      insyncAt: this.#insyncAt(change.revision, { lanes, units, status, at }),
      units: units.toSorted((a, b) => (a.unit < b.unit ? -1 : 1)),
    };
  }

  #insyncAt(revision: number, known: KnownReceipt): number | null {
    const { lanes, units, status, at } = known;
    const parked = units.some((unit) => unit.status !== 'INSYNC' && unit.revision >= revision);
    const since = parked ? null : latest(lanes.map((each) => this.#reachedAt(each, revision)));
    return since ?? (status === 'INSYNC' ? at.now : null);
  }

  /** Where a resource's changes lie (null: those of all); the first lane before the relay was heard of. */
  lanesOf(sid: string | null): readonly Lane[] {
    if (this.#partitions === 0) return [0];
    if (sid === null) return this.#lanes;
    return [laneOfSid(sid, this.#partitions) ?? 0];
  }

  #hasReached(lane: Lane, revision: number): boolean {
    const { ofLive } = this.#lowest.get(lane) ?? { ofLive: Infinity };
    return ofLive !== Infinity && ofLive >= revision;
  }

  #reachedAt(lane: Lane, revision: number): number | null {
    return this.#watermarks.get(lane)?.reachedAt(revision) ?? null;
  }

  get #partitions(): number {
    return this.#relay?.partitions[TOPICS.clients.name]?.length ?? 0;
  }

  get #lanes(): readonly Lane[] {
    return lanesOf(this.#partitions);
  }

  #measureAll(at: Instant): void {
    for (const lane of this.#lanes) this.#measure(lane, at);
  }

  /** What every unit shows is in sync; that never goes back, as a receipt is kept once it is true. */
  #measure(lane: Lane, at: Instant): void {
    let ofAll = Infinity;
    let ofLive = Infinity;
    for (const unit of this.#units.values()) {
      const revision = unit.revision(lane);
      ofAll = Math.min(ofAll, revision);
      if (unit.isLive(at)) ofLive = Math.min(ofLive, revision);
    }
    this.#lowest.set(lane, { ofAll, ofLive });
    if (!this.#settled || ofAll === Infinity) return;
    const line = this.#watermarks.get(lane) ?? new Timeline(WATERMARK_POINTS);
    this.#watermarks.set(lane, line);
    if (ofAll > line.revision) line.advance(ofAll, at.now);
  }
}
