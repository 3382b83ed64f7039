import type { RelayCheckpoint } from '@tandem/contracts';
import { Backoff } from '@tandem/event-log';
import type { EventLog } from '@tandem/event-log';
import { messageOf } from '@tandem/kernel';
import type { Clock, Random } from '@tandem/kernel';
import type { Logger } from '@tandem/telemetry';
import type { CacheFiles } from '../cache/cache-files.ts';
import type { CacheStore } from '../cache/cache-store.ts';
import type { Turns } from '../cache/turns.ts';
import type { UnitCache } from '../cache/unit-cache.ts';
import { Rebuild } from './rebuild.ts';

/** Why a cache is built anew. */
export type RebuildReason =
  | 'log reset'
  | 'log generation'
  | 'partition count'
  | 'cache corrupt'
  /** A mark says that what was received is not what was published. */
  | 'diverged'
  | 'operator'
  /** One that a stop of the process has cut short. */
  | 'resumed';

export interface RebuilderOptions {
  readonly unit: string;
  readonly files: CacheFiles;
  readonly eventLog: Pick<EventLog, 'subscribe'>;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  /** Shared with whatever else applies batches in this unit. */
  readonly turns: Turns;
  /** The cache that serves. */
  readonly serving: () => UnitCache;
  /** A cache over a store, with this unit's options. */
  readonly cacheOf: (store: CacheStore) => UnitCache;
  /** How many partitions there are; null while it is not known. */
  readonly partitions: () => number | null;
  readonly relay: () => RelayCheckpoint | null;
  /** Puts the store that was built in the serving one's place. */
  readonly swap: (built: CacheStore) => void;
  /** Whether a rebuild is wanted or under way. */
  readonly changed: (rebuilding: boolean) => void;
}

interface Running {
  readonly rebuild: Rebuild;
  readonly store: CacheStore;
}

const FIRST_PAUSE_MS = 100;
const MAX_PAUSE_MS = 60_000;

/** Sees to it that a cache which is to be replaced is: one rebuild at a time, begun anew with growing pauses. */
export class Rebuilder {
  readonly #options: RebuilderOptions;
  readonly #backoff: Backoff;
  #reason: RebuildReason | null = null;
  #timer: NodeJS.Timeout | undefined;
  #running: Running | undefined;
  #closing: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(options: RebuilderOptions) {
    this.#options = options;
    this.#backoff = new Backoff({ firstMs: FIRST_PAUSE_MS, maxMs: MAX_PAUSE_MS, random: options.random });
  }

  get reason(): RebuildReason | null {
    return this.#reason;
  }

  /** Asks for a rebuild. One that is under way goes on, unless the log it reads is another now. */
  request(reason: RebuildReason): void {
    if (this.#closed) return;
    if (this.#reason === null) {
      this.#reason = reason;
      this.#remember(reason);
      this.#options.logger.warn('The unit cache is built anew from the log', { reason });
      this.#options.changed(true);
      this.#plan();
    } else if (reason === 'log reset' && this.#running !== undefined) {
      this.#again('the log was made anew meanwhile');
    }
  }

  /** What a rebuild under way waits for may have come. */
  poke(): void {
    this.#running?.rebuild.poke();
  }

  /** Stops without a trace but the note that a rebuild is wanted. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#drop();
    await this.#closing;
  }

  #plan(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#begin(), this.#backoff.next());
  }

  async #begin(): Promise<void> {
    await this.#closing;
    const partitions = this.#options.partitions();
    if (this.#closed || this.#running !== undefined) return;
    if (partitions === null) {
      this.#plan();
      return;
    }
    try {
      const store = this.#options.files.openCandidate();
      this.#running = { store, rebuild: this.#rebuild(store, partitions) };
      await this.#running.rebuild.start();
    } catch (error) {
      this.#again(messageOf(error));
    }
  }

  #rebuild(store: CacheStore, partitions: number): Rebuild {
    const { unit, files, eventLog, clock, logger, turns, relay } = this.#options;
    return new Rebuild({
      unit,
      eventLog,
      clock,
      logger,
      turns,
      relay,
      partitions,
      serving: this.#options.serving(),
      built: this.#options.cacheOf(store),
      settle: () => files.settle(store),
      done: () => this.#done(),
      failed: (why) => this.#again(why),
    });
  }

  #done(): void {
    const running = this.#running;
    if (running === undefined || this.#closed) return;
    this.#running = undefined;
    this.#closing = running.rebuild.close().catch((error: unknown) => this.#warn(error));
    try {
      this.#options.swap(running.store);
    } catch (error) {
      this.#again(messageOf(error));
      return;
    }
    this.#options.logger.info('The unit cache was built anew', { reason: this.#reason });
    this.#reason = null;
    this.#backoff.reset();
    this.#options.changed(false);
  }

  #again(why: string): void {
    if (this.#closed) return;
    this.#options.logger.warn('The rebuild of the unit cache begins anew', { why });
    this.#drop();
    this.#plan();
  }

  #drop(): void {
    const running = this.#running;
    if (running === undefined) return;
    this.#running = undefined;
    this.#closing = running.rebuild
      .close()
      .catch((error: unknown) => this.#warn(error))
      .then(() => this.#options.files.discard(running.store))
      .catch((error: unknown) => this.#warn(error));
  }

  #remember(reason: RebuildReason): void {
    try {
      this.#options.serving().store.saveMeta({ rebuild: reason });
    } catch (error) {
      // It is wanted all the same; only a restart would forget it.
      this.#warn(error);
    }
  }

  #warn(error: unknown): void {
    this.#options.logger.warn('The rebuild of the unit cache left something behind', {
      error: messageOf(error),
    });
  }
}
