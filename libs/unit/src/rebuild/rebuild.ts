import { RESOURCE_TOPICS } from '@tandem/contracts';
import type { RelayCheckpoint } from '@tandem/contracts';
import type { EventLog, LogBatch, LogConsumer, LogConsumerHandlers } from '@tandem/event-log';
import { isTandemError, messageOf, TandemError } from '@tandem/kernel';
import type { Clock } from '@tandem/kernel';
import type { Logger } from '@tandem/telemetry';
import { applyBatch } from '../cache/apply-batch.ts';
import type { BatchReport } from '../cache/batch-report.ts';
import type { Turns } from '../cache/turns.ts';
import type { UnitCache } from '../cache/unit-cache.ts';
import { CatchUp } from '../runtime/catch-up.ts';
import { compareVisible } from './compare-visible.ts';
import type { VisibleComparison } from './compare-visible.ts';
import { standings } from './received-gate.ts';
import { takeOver } from './take-over.ts';

export interface RebuildOptions {
  readonly unit: string;
  readonly eventLog: Pick<EventLog, 'subscribe'>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The cache that serves meanwhile. */
  readonly serving: UnitCache;
  /** The one being built: new and empty. */
  readonly built: UnitCache;
  readonly partitions: number;
  /** Shared with whatever else applies batches in this unit. */
  readonly turns: Turns;
  /** The relay's last checkpoint; null if none was seen. */
  readonly relay: () => RelayCheckpoint | null;
  /** Writes what was built so far to disk, so that taking over is quick. */
  readonly settle: () => Promise<void>;
  /** The built one may take over, now: it holds what the serving one holds back. */
  readonly done: () => void;
  /** It cannot go on and is to be begun anew. */
  readonly failed: (why: string) => void;
}

const CHECK_MS = 1000;
/** Everything is read while catching up: versions to be held are taken from the serving cache in the end. */
const NEVER_LIVE = Infinity;
const NOTHING: VisibleComparison = { missing: 0, behind: [] };

/** Whether every version of a batch is shown that was received with it. */
const isShownWhole = ({ held, unknownType, poisoned, unreadable }: BatchReport): boolean =>
  held + unknownType + poisoned.length + unreadable.length === 0;

/** Builds a cache from the start of the log, on a subscription of its own, until it may take over. */
export class Rebuild {
  readonly #options: RebuildOptions;
  readonly #catchUp: CatchUp;
  #consumer: LogConsumer | undefined;
  #timer: NodeJS.Timeout | undefined;
  #checking = false;
  #ended = false;
  #waitingFor = '';
  #saidCorrupt = false;
  /** Whether the cache being built shows the latest version of all that it has received. */
  #showsAll = true;

  constructor(options: RebuildOptions) {
    this.#options = options;
    this.#catchUp = new CatchUp(options.partitions);
  }

  async start(): Promise<void> {
    const { eventLog, unit } = this.#options;
    const consumer = await eventLog.subscribe({
      reader: `${unit}.rebuild`,
      topics: RESOURCE_TOPICS,
      handlers: this.#handlers(),
    });
    if (this.#ended) {
      await consumer.close();
      return;
    }
    this.#consumer = consumer;
    this.#timer = setInterval(() => this.poke(), CHECK_MS);
  }

  /** Something that it waits for may have come. */
  poke(): void {
    void this.#check();
  }

  /** Stops reading. The stores are the caller's. */
  async close(): Promise<void> {
    this.#ended = true;
    clearInterval(this.#timer);
    await this.#consumer?.close();
  }

  #handlers(): LogConsumerHandlers {
    const { built } = this.#options;
    return {
      position: (topic, partition) => (this.#ended ? 0 : built.position(topic, partition)),
      batch: (batch) => this.#batch(batch),
      reset: async () => this.#fail('the log was made anew meanwhile'),
    };
  }

  async #batch(batch: LogBatch): Promise<void> {
    const { clock, turns } = this.#options;
    try {
      await applyBatch(batch, {
        cache: () => this.#open(),
        turns,
        now: () => clock.now(),
        liveFrom: NEVER_LIVE,
        // Beginning anew would meet it again.
        salvage: true,
        report: (report) => {
          this.#showsAll &&= isShownWhole(report);
        },
      });
    } catch (error) {
      // What was applied before may be gone with it: a candidate's transactions share their commits.
      this.#fail(messageOf(error));
      throw error;
    }
    this.#catchUp.advance(batch);
    this.poke();
  }

  #open(): UnitCache {
    if (this.#ended) throw new TandemError('CLOSED', 'this rebuild of the unit cache has ended');
    return this.#options.built;
  }

  async #check(): Promise<void> {
    if (this.#checking || this.#ended || !this.#catchUp.done) return;
    this.#checking = true;
    try {
      if (this.#reached()) await this.#compare();
    } catch (error) {
      this.#fail(messageOf(error));
    } finally {
      this.#checking = false;
    }
  }

  async #compare(): Promise<void> {
    const compared = await this.#compared();
    if (this.#ended) return;
    if (compared.missing === 0) await this.#options.settle();
    if (this.#ended) return;
    if (compared.missing > 0) this.#wait(`${compared.missing} served resources to appear on the log`);
    else if (this.#reached()) this.#finish(compared);
  }

  async #compared(): Promise<VisibleComparison> {
    const { serving, built } = this.#options;
    const standing = this.#standings();
    if (this.#showsAll && standing.every(({ same }) => same)) return NOTHING;
    const proved = new Set(standing.flatMap((each) => (each.proved ? [each.lane] : [])));
    try {
      return await compareVisible(serving.store, built.store, (lane) => proved.has(lane));
    } catch (error) {
      this.#passUnlessCorrupt(error);
      return NOTHING;
    }
  }

  /** In one turn, from what the serving cache holds to `done`: nothing can come between. */
  #finish({ behind }: VisibleComparison): void {
    const { serving, built, relay, clock, partitions, done } = this.#options;
    try {
      built.store.transaction(() => takeOver(serving.store, built.store, behind));
    } catch (error) {
      this.#passUnlessCorrupt(error);
    }
    const generation = relay()?.generation ?? null;
    built.store.saveMeta({ complete: true, generation, partitions, clock: clock.now() });
    this.#ended = true;
    done();
  }

  /** Whether every partition was read as far as the serving cache has read it. */
  #reached(): boolean {
    const lagging = this.#standings().filter(({ reached }) => !reached);
    if (lagging.length > 0) this.#wait(`${lagging.length} partitions to be read as far as the old cache has`);
    return lagging.length === 0;
  }

  #standings(): ReturnType<typeof standings> {
    const { serving, built, relay } = this.#options;
    try {
      return standings(serving.partitions(), built.partitions(), relay());
    } catch (error) {
      this.#passUnlessCorrupt(error);
      return [];
    }
  }

  /** A serving cache that cannot be read has nothing to compare with and nothing to give. */
  #passUnlessCorrupt(error: unknown): void {
    if (!isTandemError(error, 'CACHE_CORRUPT')) throw error;
    const { logger } = this.#options;
    if (!this.#saidCorrupt) {
      logger.warn('The old unit cache cannot be read; nothing is taken over from it', {
        error: messageOf(error),
      });
    }
    this.#saidCorrupt = true;
  }

  #wait(what: string): void {
    if (what === this.#waitingFor) return;
    this.#waitingFor = what;
    this.#options.logger.warn('The new unit cache waits before it takes over', { for: what });
  }

  #fail(why: string): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#options.failed(why);
  }
}
