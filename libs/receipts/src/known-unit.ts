import type { RelayCheckpoint, UnitStatus } from '@tandem/contracts';
import type { Change, UnitReceipt } from './receipt.ts';
import { mayBeParked, receivedBy, reliedOn } from './relied-on.ts';
import { Timeline } from './timeline.ts';

/** Five heartbeats. */
export const SILENT_AFTER_MS = 10_000;
/** A unit that was silent for so long was taken out of service. */
const FORGOTTEN_AFTER_MS = 24 * 60 * 60 * 1000;

/** An instant by both clocks: durations by the monotonic one. */
export interface Instant {
  readonly now: number;
  readonly monotonic: number;
}

export interface Heard extends Instant {
  /** It said so now, rather than before we began to listen. */
  readonly live: boolean;
}

/** A timeline for each partition. */
class Lines {
  readonly #lines = new Map<number, Timeline>();

  of(partition: number): Timeline {
    const line = this.#lines.get(partition) ?? new Timeline();
    this.#lines.set(partition, line);
    return line;
  }
}

/** What one unit has said, and when we heard it: its own clock counts for nothing. */
export class KnownUnit {
  #status: UnitStatus;
  #heardAt: number;
  #lastHeard: number;
  readonly #visible = new Lines();
  readonly #received = new Lines();

  constructor(status: UnitStatus, heard: Heard, relay: RelayCheckpoint | null) {
    this.#status = status;
    this.#heardAt = -Infinity;
    this.#lastHeard = heard.now;
    this.hear(status, heard, relay);
  }

  get status(): UnitStatus {
    return this.#status;
  }

  hear(status: UnitStatus, { now, monotonic, live }: Heard, relay: RelayCheckpoint | null): void {
    this.#status = status;
    this.#lastHeard = now;
    if (live) this.#heardAt = monotonic;
    if (relay !== null) this.follow(relay, now);
  }

  /** Looks again at what it said last, now that we know more of the log. */
  follow(relay: RelayCheckpoint, now: number): void {
    for (const { partition } of this.#status.partitions) {
      this.#visible.of(partition).advance(reliedOn(this.#status, partition, relay), now);
      this.#received.of(partition).advance(receivedBy(this.#status, partition, relay), now);
    }
  }

  isLive({ monotonic }: Instant): boolean {
    return this.#status.state !== 'STOPPED' && monotonic - this.#heardAt <= SILENT_AFTER_MS;
  }

  /** It has said goodbye, or will not come back. */
  isGone({ now }: Instant): boolean {
    return this.#status.state === 'STOPPED' || now - this.#lastHeard > FORGOTTEN_AFTER_MS;
  }

  /** Up to where it shows a partition. */
  revision(partition: number): number {
    return this.#visible.of(partition).revision;
  }

  receipt(change: Change, partition: number, at: Instant): UnitReceipt {
    const { sid, revision, recordedAt } = change;
    const shown = this.revision(partition);
    const applied = shown >= revision && !mayBeParked(this.#status, sid);
    const appliedAt = applied ? this.#visible.of(partition).reachedAt(revision) : null;
    const waiting = this.isLive(at) ? 'PENDING' : 'UNREACHABLE';
    const { unit, kind, expectedDelayMs } = this.#status;
    return {
      unit,
      kind,
      status: applied ? 'INSYNC' : waiting,
      revision: shown,
      appliedAt,
      revokedAt: this.#revokedAt(change, partition, appliedAt),
      expectedBy: applied || waiting === 'UNREACHABLE' ? null : recordedAt + expectedDelayMs,
      lagMs: Math.max(0, (appliedAt ?? at.now) - recordedAt),
      lastHeard: this.#lastHeard,
    };
  }

  /** A unit that lets revocations overtake its model has one in effect as soon as it has received it. */
  #revokedAt({ sid, revision, revokes }: Change, partition: number, appliedAt: number | null): number | null {
    if (!revokes) return null;
    if (this.#status.revocation !== 'immediate' || mayBeParked(this.#status, sid)) return appliedAt;
    return this.#received.of(partition).reachedAt(revision);
  }
}
