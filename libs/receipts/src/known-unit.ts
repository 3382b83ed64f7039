import { laneOfStatus } from '@tandem/contracts';
import type { Lane, RelayCheckpoint, UnitStatus } from '@tandem/contracts';
import type { Change, UnitReceipt } from './receipt.ts';
import { isAhead, mayBeParked, receivedBy, reliedOn } from './relied-on.ts';
import { latest, Timeline } from './timeline.ts';

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

/** A timeline for each lane. */
class Lines {
  readonly #lines = new Map<Lane, Timeline>();

  of(lane: Lane): Timeline {
    const line = this.#lines.get(lane) ?? new Timeline();
    this.#lines.set(lane, line);
    return line;
  }

  /** Of the lanes that are named, as far as they have come; all others begin anew. */
  advance(heights: ReadonlyMap<Lane, number>, at: number): void {
    for (const [lane, revision] of heights) this.of(lane).advance(revision, at);
    for (const [lane, line] of this.#lines) if (!heights.has(lane)) line.advance(0, at);
  }
}

/** When the last one of the lanes came to a revision; null before. */
const reachedOnAll = (lines: Lines, lanes: readonly Lane[], revision: number): number | null =>
  latest(lanes.map((lane) => lines.of(lane).reachedAt(revision)));

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

  hear(status: UnitStatus, { now, monotonic, live }: Heard, relay: RelayCheckpoint | null): void {
    this.#status = status;
    this.#lastHeard = now;
    if (live) this.#heardAt = monotonic;
    if (relay !== null) this.follow(relay, now);
  }

  /** Looks again at what it said last, now that we know more of the log. */
  follow(relay: RelayCheckpoint, now: number): void {
    const status = this.#status;
    const heights = (of: typeof reliedOn): ReadonlyMap<Lane, number> =>
      new Map(
        status.partitions.flatMap((own): [Lane, number][] => {
          const lane = laneOfStatus(own);
          return lane === null ? [] : [[lane, of(status, own, relay)]];
        }),
      );
    this.#visible.advance(heights(reliedOn), now);
    this.#received.advance(heights(receivedBy), now);
  }

  /** Whether what it said last was not believed in full, as it was ahead of what was known of the log. */
  isAhead(relay: RelayCheckpoint): boolean {
    return isAhead(this.#status, relay);
  }

  isLive({ monotonic }: Instant): boolean {
    return this.#status.state !== 'STOPPED' && monotonic - this.#heardAt <= SILENT_AFTER_MS;
  }

  /** It has said goodbye, or will not come back. */
  isGone({ now }: Instant): boolean {
    return this.#status.state === 'STOPPED' || now - this.#lastHeard > FORGOTTEN_AFTER_MS;
  }

  /** Up to where it shows a lane. */
  revision(lane: Lane): number {
    return this.#visible.of(lane).revision;
  }

  /** Of a change that lies on these lanes, at least one. */
  receipt(change: Change, lanes: readonly Lane[], at: Instant): UnitReceipt {
    const { sid, revision, recordedAt } = change;
    const shown = Math.min(...lanes.map((lane) => this.revision(lane)));
    const applied = shown >= revision && !mayBeParked(this.#status, sid);
    const appliedAt = applied ? reachedOnAll(this.#visible, lanes, revision) : null;
    const waiting = this.isLive(at) ? 'PENDING' : 'UNREACHABLE';
    const { unit, kind, expectedDelayMs } = this.#status;
    return {
      unit,
      kind,
      status: applied ? 'INSYNC' : waiting,
      revision: shown,
      appliedAt,
      revokedAt: this.#revokedAt(change, lanes, appliedAt),
      expectedBy: applied || waiting === 'UNREACHABLE' ? null : recordedAt + expectedDelayMs,
      lagMs: Math.max(0, (appliedAt ?? at.now) - recordedAt),
      lastHeard: this.#lastHeard,
    };
  }

  /** A unit that lets revocations overtake its model has one in effect as soon as it has received it. */
  #revokedAt(
    { sid, revision, revokes }: Change,
    lanes: readonly Lane[],
    appliedAt: number | null,
  ): number | null {
    if (!revokes) return null;
    if (this.#status.revocation !== 'immediate' || mayBeParked(this.#status, sid)) return appliedAt;
    return reachedOnAll(this.#received, lanes, revision);
  }
}
