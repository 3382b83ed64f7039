import type { UnitStatus } from '@tandem/contracts';
import type { LogConsumerHandlers } from '@tandem/event-log';
import { systemClock, systemRandom } from '@tandem/kernel';
import type { Clock } from '@tandem/kernel';
import type { Logger } from '@tandem/telemetry';
import type { BatchReport, Revocation, VisibleChange } from '../cache/batch-report.ts';
import type { Belief } from '../cache/belief.ts';
import type { CacheStore } from '../cache/cache-store.ts';
import { Turns } from '../cache/turns.ts';
import { ClientDirectory } from '../directory/client-directory.ts';
import { RoutingDirectory } from '../directory/routing-directory.ts';
import { printModel } from '../model/propagation-model.ts';
import type { PropagationModel } from '../model/propagation-model.ts';
import { Rebuilder } from '../rebuild/rebuilder.ts';
import type { RebuildReason } from '../rebuild/rebuilder.ts';
import { RolloutWatch } from '../rollout/rollout-watch.ts';
import { activeCacheOf } from './active-cache-of.ts';
import type { ActiveCache } from './active-cache.ts';
import { CacheTrouble } from './cache-trouble.ts';
import { CatchUp } from './catch-up.ts';
import { progressMsOf } from './fleet.ts';
import type { Duplicate } from './incarnations.ts';
import { DeadLetterWriter } from './dead-letter-writer.ts';
import { directorySource } from './directory-source.ts';
import { Inventory } from './inventory.ts';
import { Listeners } from './listeners.ts';
import { LogIdentity } from './log-identity.ts';
import { openCache } from './open-cache.ts';
import { observeUnit } from './observe-unit.ts';
import { Parking } from './parking.ts';
import { PartitionCount } from './partition-count.ts';
import { ProofWatch } from './proof-watch.ts';
import { RelayWatch } from './relay-watch.ts';
import { ReleaseTimer } from './release-timer.ts';
import { reportDuplicate } from './report-duplicate.ts';
import { reportBatch } from './report-batch.ts';
import { recordPropagation, recordRevocations } from './report-metrics.ts';
import { StatusPublisher } from './status-publisher.ts';
import { StatusReport } from './status-report.ts';
import type { StatusFacts } from './status-report.ts';
import { StatusWatch } from './status-watch.ts';
import { RevisionWait } from './revision-wait.ts';
import type { WantedRevision } from './revision-wait.ts';
import { UnitLife } from './unit-life.ts';
import { gateMs, SETTLE_BEATS, timesOf, UPKEEP_MS } from './unit-options.ts';
import type { UnitHealth, UnitListener, UnitRuntimeOptions } from './unit-options.ts';
import { UnitReader } from './unit-reader.ts';
import { Upkeep } from './upkeep.ts';

/**
 * One unit: keeps its cache in step with the log, lets versions become visible by its propagation model, answers who a
 * Client is, and reports how it is. Feed `handlers` from a subscription to `UNIT_TOPICS`, or from Nest handlers:
 *
 *     await runtime.start();
 *     const consumer = await eventLog.subscribe({ reader: unit, topics: UNIT_TOPICS, handlers: runtime.handlers });
 *     …
 *     runtime.drain();
 *     await consumer.close();
 *     await runtime.stop();
 */
export class UnitRuntime {
  /** Who answers to a login, for calls and registrations. */
  readonly directory: ClientDirectory;
  /** What calls and texts are routed by, beside Clients. */
  readonly routing: RoutingDirectory;
  /** What a consumer of `UNIT_TOPICS` calls. */
  readonly handlers: LogConsumerHandlers;
  /** What it could not read. */
  readonly parking: Parking;
  /** What it has received, for audits. */
  readonly inventory: Inventory;
  readonly #options: UnitRuntimeOptions;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #listeners = new Listeners();
  readonly #active: ActiveCache;
  readonly #catchUp = new CatchUp(null);
  readonly #turns = new Turns();
  readonly #relay = new RelayWatch();
  readonly #life: UnitLife;
  readonly #rebuilder: Rebuilder;
  readonly #proof: ProofWatch;
  readonly #rollout: RolloutWatch;
  readonly #trouble: CacheTrouble;
  readonly #timer: ReleaseTimer;
  readonly #upkeep: Upkeep;
  readonly #partitionCount: PartitionCount;
  readonly #report: StatusReport;
  readonly #publisher: StatusPublisher;
  readonly #identity: LogIdentity;
  readonly #deadLetters: DeadLetterWriter;
  readonly #status: StatusWatch;
  readonly #revisions: RevisionWait;
  #stopping: Promise<void> | undefined;
  #unobserve: readonly (() => void)[] = [];

  constructor(options: UnitRuntimeOptions) {
    const { unit, kind, eventLog, keys, clock = systemClock, random = systemRandom } = options;
    const { heartbeatMs, staleAfterMs } = timesOf(options);
    this.#options = options;
    this.#clock = clock;
    this.#logger = options.logger.child({ unit });
    this.#report = new StatusReport({ unit, kind, group: options.group ?? 'main', clock, random });
    const own = this.#report.incarnation;
    this.#status = new StatusWatch({ unit, own, clock, settleMs: SETTLE_BEATS * heartbeatMs });
    this.#active = activeCacheOf(options, {
      onRevoked: (revocations) => this.#onRevoked(revocations),
      onVisible: (changes) => this.#onVisible(changes),
    });
    this.parking = new Parking(this.#active, this.#listeners);
    this.inventory = new Inventory(this.#active);
    this.routing = new RoutingDirectory({ active: this.#active, listeners: this.#listeners, clock });
    this.#life = new UnitLife({
      logger: this.#logger,
      staleAfterMs,
      changed: () => this.#publisher.publish(),
    });
    const [active, catchUp, life] = [this.#active, this.#catchUp, this.#life];
    const rebuild = (reason: RebuildReason): void => this.#rebuilder.request(reason);
    this.#revisions = new RevisionWait({ active, catchUp, life });
    this.directory = new ClientDirectory({
      source: directorySource(active, life),
      keys,
      logger: this.#logger,
    });
    this.#proof = this.#proofWatch();
    this.#rollout = this.#rolloutWatch();
    this.#trouble = new CacheTrouble({ logger: this.#logger, life, rebuild });
    this.handlers = this.#reader();
    this.#timer = this.#releaseTimer();
    this.#upkeep = new Upkeep({
      everyMs: UPKEEP_MS,
      work: () => this.#active.cache.forgetGraves(clock.now()),
      failed: (error) => this.#trouble.failed(error),
    });
    this.#rebuilder = this.#newRebuilder();
    this.#partitionCount = new PartitionCount({
      eventLog,
      random,
      logger: this.#logger,
      found: (partitions) => {
        this.#identity.partitions(partitions);
        this.#onAdvanced();
      },
    });
    this.#identity = new LogIdentity({ active, catchUp, rebuild });
    this.#deadLetters = new DeadLetterWriter({ eventLog, random, logger: this.#logger });
    this.#publisher = new StatusPublisher({
      eventLog,
      logger: this.#logger,
      heartbeatMs,
      progressMs: () => progressMsOf(this.#status.units),
      status: () => this.#report.next(this.#facts()),
    });
  }

  /**
   * Opens the cache, says STARTING on `tandem.unit-status` (waiting for it only briefly), and begins to work. Open
   * ports after it has resolved. Throws `STORAGE_FULL`, `DATA_DIR_UNUSABLE` or `DATA_DIR_LOCKED`.
   */
  async start(): Promise<void> {
    const { complete, partitions, rebuild } = openCache(this.#active, this.#logger, this.#clock);
    if (partitions !== null) this.#catchUp.expect(partitions);
    this.#checkUnreadable();
    this.#unobserve = observeUnit(this.#options, { active: this.#active, life: this.#life });
    await this.#publisher.start();
    this.#life.catchUp(complete);
    this.#timer.plan();
    for (const part of [this.#proof, this.#rollout, this.#upkeep, this.#partitionCount]) part.start();
    if (rebuild !== null) this.#rebuilder.request('resumed');
  }

  health(): UnitHealth {
    return this.#life.health();
  }

  /** What this unit would report now. */
  status(): UnitStatus {
    return this.#report.compose(this.#facts());
  }

  /** What this unit believes of a login of a SIP domain. Throws `CACHE_CORRUPT`. */
  belief(domain: string, login: string): Belief {
    return this.#active.cache.belief(domain, login);
  }

  /**
   * Waits until this unit shows everything up to a revision, at most `ms` milliseconds.
   * @returns up to where it shows everything then; see `RevisionWait`
   */
  showing(wanted: WantedRevision, ms: number, signal?: AbortSignal): Promise<number> {
    return this.#revisions.wait(wanted, ms, signal);
  }

  /** Bytes of the cache on disk. */
  bytes(): number {
    return this.#active.cache.store.bytes();
  }

  get model(): PropagationModel {
    return this.#active.model;
  }

  /** For events received from now on; what is held keeps its due time. */
  changeModel(model: PropagationModel): void {
    this.#logger.info('The propagation model changes', { to: printModel(model) });
    this.#active.changeModel(model);
    this.#publisher.publish();
  }

  /** Has the cache built anew beside the one that serves, which it then replaces. */
  rebuild(reason: RebuildReason): void {
    this.#rebuilder.request(reason);
  }

  /** @returns takes the listener off again. */
  listen(listener: UnitListener): () => void {
    return this.#listeners.add(listener);
  }

  /** No longer READY; goes on answering until `stop`. */
  drain(): void {
    this.#life.drain();
  }

  /** Ends within some seconds, whatever the log does. Close the consumer that feeds `handlers` first. Idempotent. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  async #stop(): Promise<void> {
    this.#life.stopped();
    for (const part of [this.#timer, this.#proof, this.#rollout, this.#upkeep]) part.stop();
    for (const stop of this.#unobserve) stop();
    await Promise.all([
      this.#partitionCount.stop(),
      this.#rebuilder.close(),
      this.#publisher.stop(),
      this.#deadLetters.close(),
    ]);
    this.#active.close();
  }

  #facts(): StatusFacts {
    return {
      state: this.#life.state,
      conditions: this.#life.conditions,
      model: this.#active.model,
      revocation: this.#options.revocation ?? 'immediate',
      rolloutMs: gateMs(this.#options) ?? 0,
      cache: this.#active.isOpen ? this.#active.cache : null,
    };
  }

  #reader(): UnitReader {
    return new UnitReader({
      clock: this.#clock,
      cache: () => this.#active.cache,
      catchUp: this.#catchUp,
      turns: this.#turns,
      relay: this.#relay,
      status: this.#status,
      reports: (batch) => this.#rollout.batch(batch),
      serving: () => this.#life.complete,
      applied: (report) => this.#onApplied(report),
      advanced: () => this.#onAdvanced(),
      failed: (error) => this.#trouble.failed(error),
      checkpoint: (checkpoint) => {
        this.#identity.checkpoint(checkpoint);
        this.#rebuilder.poke();
      },
      duplicate: (duplicate) => this.#onDuplicate(duplicate),
      logReset: () => this.#rebuilder.request('log reset'),
      condition: (condition, why) => this.#proof.consumer(condition, why),
    });
  }

  #proofWatch(): ProofWatch {
    return new ProofWatch({
      clock: this.#clock,
      logger: this.#logger,
      silenceMs: timesOf(this.#options).markSilenceMs,
      partitions: () => (this.#life.catchingUp ? null : this.#catchUp.partitions),
      set: (condition, holds) => this.#life.set(condition, holds),
      rebuild: (reason) => this.#rebuilder.request(reason),
      reconnect: (why) => this.#listeners.reconnect(why),
    });
  }

  #rolloutWatch(): RolloutWatch {
    return new RolloutWatch({
      unit: this.#options.unit,
      healthyMs: gateMs(this.#options),
      clock: this.#clock,
      logger: this.#logger,
      cache: () => this.#active.cache,
      opened: () => this.#timer.plan(),
      set: (condition, holds) => this.#life.set(condition, holds),
      failed: (error) => this.#trouble.failed(error),
    });
  }

  #releaseTimer(): ReleaseTimer {
    return new ReleaseTimer({
      clock: this.#clock,
      nextDue: () => this.#active.cache.nextDue(),
      clockWentBack: (from, now) => this.#active.cache.followClock(from, now),
      release: (now) => this.#release(now),
      failed: (error) => this.#trouble.failed(error),
    });
  }

  #newRebuilder(): Rebuilder {
    const { unit, files, eventLog, random = systemRandom } = this.#options;
    return new Rebuilder({
      unit,
      files,
      eventLog,
      random,
      clock: this.#clock,
      logger: this.#logger,
      turns: this.#turns,
      serving: () => this.#active.cache,
      cacheOf: (store) => this.#active.quiet(store),
      partitions: () => this.#catchUp.partitions,
      relay: () => this.#relay.checkpoint,
      swap: (built) => this.#swap(built),
      changed: (rebuilding) => this.#life.set('REBUILDING', rebuilding),
    });
  }

  #release(now: number): number {
    const shown = this.#active.cache.releaseDue(now);
    recordPropagation(this.#options, shown);
    if (shown.length > 0) {
      this.#trouble.worked();
      this.#publisher.progress();
      this.#revisions.check();
    }
    return shown.length;
  }

  #swap(built: CacheStore): void {
    try {
      this.#active.replace(built);
    } finally {
      this.directory.forgetAll();
      this.#listeners.replaced();
    }
    this.#proof.replaced();
    this.#checkUnreadable();
    this.#onAdvanced();
  }

  #onRevoked(revocations: readonly Revocation[]): void {
    this.directory.forget(revocations);
    recordRevocations(this.#options, revocations);
    this.#listeners.revoked(revocations);
  }

  #onVisible(changes: readonly VisibleChange[]): void {
    this.directory.forget(changes);
    this.#listeners.visible(changes);
  }

  #onApplied(report: BatchReport): void {
    const { unit, kind } = this.#options;
    const to = { unit, kind, logger: this.#logger, clock: this.#clock };
    reportBatch({ ...to, deadLetter: (letter) => this.#deadLetters.put(letter) }, report);
    this.#proof.met(report.marks);
    if (report.unreadable.length > 0 || this.#life.has('UNPROVED')) this.#checkUnreadable();
  }

  #onAdvanced(): void {
    this.#trouble.worked();
    this.#timer.plan();
    this.#publisher.progress();
    this.#revisions.check();
    if (!this.#catchUp.done) return;
    const { store } = this.#active.cache;
    if (!store.meta().complete) store.saveMeta({ complete: true });
    this.#life.caughtUp();
  }

  #onDuplicate(duplicate: Duplicate): void {
    const fatal = reportDuplicate({ unit: this.#options.unit, duplicate, logger: this.#logger });
    if (fatal === null) return;
    this.drain();
    this.#options.onFatal?.(fatal);
  }

  #checkUnreadable(): void {
    const unproved = this.#active.cache.partitions().some(({ unreadable }) => unreadable > 0);
    this.#life.set('UNPROVED', unproved);
  }
}
