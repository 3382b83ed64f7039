import { messageOf, TandemError } from '@tandem/kernel';
import type { KafkaSettings } from '../options.ts';
import type { PartitionBounds } from '../topics/partition-bounds.ts';
import type { FeedOutcome, PartitionFeed } from './partition-feed.ts';

/** A reading below the stored position is taken again after this: just after a failover the end may lag. */
const CONFIRM_MS = 1000;
/** Fetches that must have come back empty before a partition counts as read to its end. */
const QUIET_FETCHES = 2;

export interface EndWatchOptions {
  readonly settings: KafkaSettings;
  /** The bounds of each partition of a topic. */
  readonly boundsOf: (topic: string) => Promise<ReadonlyMap<number, PartitionBounds>>;
  /** The partitions that are being fetched. */
  readonly feeds: () => readonly PartitionFeed[];
  readonly onOutcome: (feed: PartitionFeed, outcome: FeedOutcome) => void;
  /** The partition ends below the reader's position. */
  readonly onBehind: (feed: PartitionFeed) => void;
  /** Kafka does not answer fetches. */
  readonly onSilence: (error: TandemError) => void;
}

/**
 * Compares positions with the ends of partitions: at the start, when reading falls quiet, and now and then. A consumer by itself never learns that
 * there is nothing to read, nor that an empty log ends below its position.
 */
export class EndWatch {
  readonly #options: EndWatchOptions;
  /** Partitions that ended below this position when last looked at. */
  readonly #suspects = new Map<PartitionFeed, number>();
  #timer: NodeJS.Timeout | undefined;
  #checking = false;
  /** A check was asked for while one was under way. */
  #again = false;
  #stopped = false;
  #lastFetch = 0;
  /** Fetches answered since something was delivered. */
  #emptyFetches = 0;
  /** Whether the ends were compared since then. */
  #quietChecked = false;

  constructor(options: EndWatchOptions) {
    this.#options = options;
  }

  /** Called after each join. */
  start(): void {
    this.#lastFetch = this.#now();
    this.soon();
  }

  /** Checks at once rather than at the next turn. */
  soon(): void {
    this.#schedule(0);
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  /** A fetch was answered. */
  fetched(): void {
    this.#lastFetch = this.#now();
    this.#emptyFetches += 1;
    if (this.#emptyFetches < QUIET_FETCHES || this.#quietChecked) return;
    this.#quietChecked = true;
    if (this.#options.feeds().some((feed) => !feed.toldTheEnd)) this.soon();
  }

  /** A batch was delivered. */
  delivered(): void {
    this.#emptyFetches = 0;
    this.#quietChecked = false;
  }

  #now(): number {
    return this.#options.settings.clock.monotonic();
  }

  #schedule(ms: number): void {
    if (this.#stopped) return;
    if (this.#checking) {
      this.#again ||= ms === 0;
      return;
    }
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#turn(), ms);
  }

  async #turn(): Promise<void> {
    this.#checking = true;
    try {
      this.#listenForSilence();
      const topics = new Set(this.#options.feeds().map((feed) => feed.topic));
      for (const topic of topics) await this.#check(topic);
    } catch (error) {
      // Reading goes on without: should Kafka be away, the fetches say so.
      this.#options.settings.logger.debug('the ends of partitions could not be read', {
        why: messageOf(error),
      });
    }
    this.#checking = false;
    this.#schedule(this.#pauseMs());
    this.#again = false;
  }

  #pauseMs(): number {
    const { checkEveryMs } = this.#options.settings.timing;
    if (this.#again) return 0;
    return this.#suspects.size > 0 ? Math.min(CONFIRM_MS, checkEveryMs) : checkEveryMs;
  }

  #listenForSilence(): void {
    const { silenceMs } = this.#options.settings.timing;
    // kafkajs fetches nothing while it waits for a handler.
    if (this.#options.feeds().some((feed) => feed.busy)) this.#lastFetch = this.#now();
    if (this.#now() - this.#lastFetch <= silenceMs) return;
    this.#options.onSilence(
      new TandemError('LOG_UNAVAILABLE', `Kafka has not answered a fetch for ${silenceMs} ms`),
    );
  }

  async #check(topic: string): Promise<void> {
    const quiet = this.#emptyFetches >= QUIET_FETCHES;
    const bounds = await this.#options.boundsOf(topic);
    if (this.#stopped) return;
    for (const feed of this.#options.feeds()) {
      const end = feed.topic === topic ? bounds.get(feed.partition)?.high : undefined;
      if (end !== undefined) this.#compare(feed, end, quiet);
    }
  }

  #compare(feed: PartitionFeed, end: number, quiet: boolean): void {
    const { next, epoch } = feed;
    if (end < next) {
      const confirmed = this.#suspects.get(feed) === next;
      this.#suspects.set(feed, next);
      if (confirmed) {
        this.#suspects.delete(feed);
        this.#options.onBehind(feed);
      }
      return;
    }
    this.#suspects.delete(feed);
    // What lies behind may be unreadable for now or for ever: an open transaction, or entries that compaction emptied.
    const atEnd = end === next || (quiet && this.#emptyFetches >= QUIET_FETCHES);
    if (!atEnd || feed.toldTheEnd) return;
    void feed.tellEnd(next, epoch).then((outcome) => this.#options.onOutcome(feed, outcome));
  }
}
