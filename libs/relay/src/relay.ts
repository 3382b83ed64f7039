import { isTandemError, messageOf, StateMachine, withDeadline } from '@tandem/kernel';
import type { Clock, Random, Transitions } from '@tandem/kernel';
import type { RelayCheckpoint } from '@tandem/contracts';
import type { EventLog, LogRecord } from '@tandem/event-log';
import type { JournalEntry, JournalEvent, JournalStore } from '@tandem/journal';
import { observe, record } from '@tandem/telemetry';
import type { Logger } from '@tandem/telemetry';
import { Handover } from './handover.ts';
import { Leadership } from './leadership.ts';
import { MarkSchedule } from './mark-schedule.ts';
import { planBatch } from './plan-batch.ts';
import { planMarks } from './plan-marks.ts';
import { RelaySpans } from './relay-spans.ts';
import { repair } from './repair.ts';
import { takeOver } from './take-over.ts';
import type { Reign } from './take-over.ts';
import { WakeUp } from './wake-up.ts';

export type RelayState = 'FOLLOWING' | 'LEADING' | 'STOPPED';

const TRANSITIONS: Transitions<RelayState> = {
  FOLLOWING: ['LEADING', 'STOPPED'],
  LEADING: ['FOLLOWING', 'STOPPED'],
  STOPPED: [],
};

export interface RelayOptions {
  readonly store: JournalStore;
  readonly log: EventLog;
  /** Names this process in the lease. */
  readonly holder: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly leaseTtlMs?: number;
  /** How often other instances' events and gaps are looked for. */
  readonly pollMs?: number;
}

export interface RelayStatus {
  readonly state: RelayState;
  /** Everything up to this revision is on the log, as far as this process knows. */
  readonly revision: number;
  /** The highest revision seen in the journal. */
  readonly head: number;
}

const READ_LIMIT = 500;
const GAP_GRACE_MS = 200;
const POLL_MS = 100;
/** A transaction of so few events has room for a mark on every partition. */
const FEW_RECORDS = 20;
const MEMORY_EVERY_MS = 1000;
const PAUSE_AFTER_ERROR_MS = 500;
const CLOSE_MS = 10_000;

/** Copies the journal to the event log in revision order, while it is the leader. */
export class Relay {
  readonly #options: RelayOptions;
  readonly #machine = new StateMachine('the relay', TRANSITIONS, 'FOLLOWING');
  readonly #leadership: Leadership;
  readonly #handover = new Handover();
  readonly #wakeUp = new WakeUp();
  readonly #marks = new MarkSchedule();
  readonly #unobserve: readonly (() => void)[];
  #running: Promise<void> | undefined;
  #stopping = false;
  #reign: Reign | undefined;
  #revision = 0;
  #head = 0;
  #rememberedAt = -Infinity;
  #remembered: RelayCheckpoint | undefined;

  constructor(options: RelayOptions) {
    this.#options = options;
    this.#leadership = new Leadership(options.store.lease, {
      holder: options.holder,
      clock: options.clock,
      ...(options.leaseTtlMs !== undefined && { ttlMs: options.leaseTtlMs }),
    });
    this.#unobserve = [
      observe('relayRevision', {}, () => this.#revision),
      observe('journalHead', {}, () => this.#head),
      observe('relayLag', {}, () => Math.max(0, this.#head - this.#revision)),
      observe('relayLeader', {}, () => (this.#machine.state === 'LEADING' ? 1 : 0)),
    ];
  }

  status(): RelayStatus {
    return { state: this.#machine.state, revision: this.#revision, head: this.#head };
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** Hands over an event that this process has appended, so that the relay need not look for it. */
  offer(event: JournalEvent): void {
    this.#head = Math.max(this.#head, event.revision);
    this.#handover.offer(event);
    // The writer's answer goes out first: on the embedded log a publish is a commit to disk, which stops this thread.
    setImmediate(() => this.#wakeUp.knock());
  }

  /** Ends after the transaction under way, gives the lease up; bounded. */
  async close(): Promise<void> {
    this.#stopping = true;
    this.#wakeUp.knock();
    for (const stop of this.#unobserve) stop();
    await withDeadline(this.#running ?? Promise.resolve(), CLOSE_MS, 'closing the relay');
    if (this.#machine.state !== 'STOPPED') this.#machine.to('STOPPED');
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      try {
        if (this.#reign === undefined) await this.#follow();
        else await this.#lead(this.#reign);
      } catch (error) {
        this.#report(error);
        await this.#standDown();
        await this.#wakeUp.wait(PAUSE_AFTER_ERROR_MS);
      }
    }
    await this.#standDown();
    await this.#leadership.release().catch(() => undefined);
  }

  async #follow(): Promise<void> {
    const { store, log, random, logger } = this.#options;
    const reign = await takeOver({ store, log, random, logger, leadership: this.#leadership });
    if (reign === null) {
      this.#head = Math.max(this.#head, await store.journal.head());
      return this.#wakeUp.wait(this.#leadership.renewEveryMs);
    }
    this.#reign = reign;
    this.#marks.reset();
    this.#revision = reign.checkpoint.revision;
    this.#machine.to('LEADING');
    logger.info('this process leads the relay', {
      epoch: this.#leadership.epoch,
      revision: reign.checkpoint.revision,
      generation: reign.checkpoint.generation,
    });
  }

  async #lead(reign: Reign): Promise<void> {
    if (!(await this.#leadership.tend())) return this.#standDown();
    const entries = await this.#next(reign.checkpoint.revision + 1);
    if (entries.length > 0) {
      await repair(this.#options.store, entries);
      return this.#publish(reign, entries);
    }
    if (this.#marksDue(reign) && !(await this.#commit(reign, [], reign.checkpoint))) return;
    await this.#remember(reign.checkpoint);
    return this.#wakeUp.wait(this.#options.pollMs ?? POLL_MS);
  }

  async #next(revision: number): Promise<readonly JournalEntry[]> {
    const offered = this.#handover.take(revision, READ_LIMIT);
    if (offered.length > 0) return offered;
    const { journal } = this.#options.store;
    const stored = await journal.readFrom(revision, READ_LIMIT);
    if (stored.length > 0) return stored;
    this.#head = Math.max(this.#head, await journal.head());
    if (this.#head >= revision && (await journal.fillGaps(revision, GAP_GRACE_MS)) > 0) {
      return journal.readFrom(revision, READ_LIMIT);
    }
    return [];
  }

  async #publish(reign: Reign, entries: readonly JournalEntry[]): Promise<void> {
    const { clock } = this.#options;
    const spans = new RelaySpans();
    const batch = planBatch({
      entries,
      checkpoint: reign.checkpoint,
      partitions: reign.partitions,
      traceOf: (event) => spans.start(event),
    });
    const started = clock.monotonic();
    try {
      if (!(await this.#commit(reign, batch.records, batch.checkpoint))) return;
    } finally {
      spans.end();
    }
    record('relayPublish', {}, (clock.monotonic() - started) / 1000);
    // What the caps left over of a handed-over run is read from the store next.
    await this.#remember(batch.checkpoint);
  }

  /** Publishes, and the marks too when they are due. @returns false if this process stands down instead */
  async #commit(reign: Reign, events: readonly LogRecord[], checkpoint: RelayCheckpoint): Promise<boolean> {
    // The instant of publishing is what counts: reading and repairing may have taken longer than the lease.
    if (!this.#leadership.held()) {
      await this.#standDown();
      return false;
    }
    const next = { ...reign, checkpoint };
    const marks = this.#marksDue(next) ? planMarks(checkpoint) : [];
    const now = this.#options.clock.monotonic();
    const together = events.length <= FEW_RECORDS;
    await reign.publisher.publish(together ? [...events, ...marks] : events, checkpoint);
    if (marks.length > 0 && !together) await reign.publisher.publish(marks, checkpoint);
    if (marks.length > 0) this.#marks.marked(now, checkpoint.revision);
    this.#reign = next;
    this.#revision = checkpoint.revision;
    this.#head = Math.max(this.#head, this.#revision);
    return true;
  }

  #marksDue({ checkpoint: { revision }, marksFrom }: Reign): boolean {
    return revision >= marksFrom && this.#marks.due(this.#options.clock.monotonic(), revision);
  }

  async #remember(checkpoint: RelayCheckpoint): Promise<void> {
    const now = this.#options.clock.monotonic();
    const same =
      this.#remembered?.revision === checkpoint.revision &&
      this.#remembered.generation === checkpoint.generation;
    if (same || now - this.#rememberedAt < MEMORY_EVERY_MS) return;
    this.#rememberedAt = now;
    await this.#options.store.logMemory.remember({
      generation: checkpoint.generation,
      revision: checkpoint.revision,
    });
    this.#remembered = checkpoint;
  }

  async #standDown(): Promise<void> {
    const reign = this.#reign;
    this.#reign = undefined;
    if (this.#machine.state === 'LEADING') this.#machine.to('FOLLOWING');
    await reign?.publisher.close().catch(() => undefined);
  }

  #report(error: unknown): void {
    const { logger } = this.#options;
    if (isTandemError(error, 'LOG_FENCED')) {
      logger.warn('another process leads the relay now; this one stands down');
      return;
    }
    logger.error('the relay starts again after an error', { error: messageOf(error) });
  }
}
