import { EMPTY_DIGEST, kindOfSid, laneOf, RESOURCE_TOPICS } from '@tandem/contracts';
import type { ApplicationEvent, ClientEvent, Lane, NumberEvent } from '@tandem/contracts';
import type { LogBatch } from '@tandem/event-log';
import type { Random, Sid } from '@tandem/kernel';
import type { AccountState } from '../directory/account-states.ts';
import { drawDue } from '../model/draw-delay.ts';
import type { PropagationModel } from '../model/propagation-model.ts';
import { overtakenOf } from '../model/revocation.ts';
import type { RevocationMode } from '../model/revocation.ts';
import type { BatchReport, Revocation, VisibleChange, VisibleEffect } from './batch-report.ts';
import { BatchWork } from './batch-work.ts';
import type { Belief } from './belief.ts';
import type { CacheStore } from './cache-store.ts';
import { isAccount, isClient, isNumber, numberName } from './lookup-name.ts';
import { makeVisible, revocationBy } from './make-visible.ts';
import type { HeldVersion, PartitionRow, VisibleResource } from './rows.ts';
import { served } from './served.ts';

export interface UnitCacheOptions {
  readonly store: CacheStore;
  readonly model: PropagationModel;
  readonly random: Random;
  /** Default `immediate`. */
  readonly revocation?: RevocationMode;
  /** Whether ordinary changes wait until `openGate` lets them through; default false. */
  readonly gated?: boolean;
  /** Told after each commit what lookups answer differently now. Must not throw. */
  readonly onVisible?: (changes: readonly VisibleChange[]) => void;
  /** Told after each commit, before `onVisible`, who can use a Client no more as before. Must not throw. */
  readonly onRevoked?: (revocations: readonly Revocation[]) => void;
}

/** A partition of a topic of resources as this unit sees it. */
export interface PartitionView extends PartitionRow {
  readonly lane: Lane;
  /** Everything up to this revision is visible: below the lowest held one, or else all that was received. */
  readonly visible: number;
}

/** How much a cache holds, at once. */
export interface CacheSize {
  /** Clients that are served. */
  readonly clients: number;
  readonly held: number;
  readonly parked: number;
}

/** What a change to what is visible does to the number of Clients. */
const EFFECT: Readonly<Record<VisibleEffect, number>> = { appeared: 1, changed: 0, gone: -1, none: 0 };

/** How a batch is applied. */
export interface ApplyTimes {
  readonly now: number;
  /** The partition's end when this run began to read it: what lies below is caught up with, at once. */
  readonly liveFrom: number;
  /** Parks a record whose application throws, instead of giving up the batch; default false. */
  readonly salvage?: boolean;
}

interface Released {
  readonly change: VisibleChange;
  readonly revocation: Revocation | null;
}

const GRAVE_MS = 7 * 24 * 60 * 60 * 1000;
/** Rows changed in one go: some milliseconds. */
const SLICE = 200;
/** A wall clock that went back further than this was set, not slewed. */
const CLOCK_STEP_MS = 1000;

const newPartition = (topic: string, partition: number): PartitionRow => ({
  topic,
  partition,
  offset: 0,
  received: 0,
  digest: EMPTY_DIGEST,
  unreadable: 0,
  proved: 0,
  provedIn: null,
});

/**
 * What one unit believes: applies the log's batches to its store, lets versions become visible in their time, and
 * answers lookups. All calls are synchronous; each change is one transaction, offset included.
 * Any call may throw `STORAGE_FULL` (nothing changed) or `CACHE_CORRUPT`.
 */
export class UnitCache {
  readonly store: CacheStore;
  readonly #random: Random;
  readonly #mode: RevocationMode;
  readonly #gated: boolean;
  readonly #onRevoked: (revocations: readonly Revocation[]) => void;
  readonly #onVisible: (changes: readonly VisibleChange[]) => void;
  #model: PropagationModel;
  #clients: number;

  constructor(options: UnitCacheOptions) {
    const { store, model, random, onVisible = () => undefined, onRevoked = () => undefined } = options;
    this.store = store;
    this.#model = model;
    this.#random = random;
    this.#mode = options.revocation ?? 'immediate';
    this.#gated = options.gated ?? false;
    this.#onVisible = onVisible;
    this.#onRevoked = onRevoked;
    this.#clients = store.counts().clients;
  }

  get model(): PropagationModel {
    return this.#model;
  }

  /** Holds for events received from now on; what is held already keeps its due time. */
  changeModel(model: PropagationModel): void {
    this.#model = model;
  }

  /** Cheap, unlike the store's own counting. */
  size(): CacheSize {
    return { clients: this.#clients, held: this.store.held.count(), parked: this.store.parked.count() };
  }

  /** The next offset to read of a partition. */
  position(topic: string, partition: number): number {
    return this.store.partitions.get(topic, partition)?.offset ?? 0;
  }

  /** Moves a position, back too: a log that was truncated or made anew is read again, guarded by versions. */
  setPosition(topic: string, partition: number, offset: number): void {
    const row = this.store.partitions.get(topic, partition) ?? newPartition(topic, partition);
    this.store.partitions.save({ ...row, offset });
  }

  /**
   * Moves the position of a parked Client's partition back to the record that could not be read, so that it is read again;
   * the records behind it are known by then, and change nothing. @returns false if nothing of this Client is parked
   */
  rewindToParked(sid: Sid): boolean {
    const parked = this.store.parked.get(sid);
    if (parked === null) return false;
    const { topic, partition, offset } = parked;
    if (offset < this.position(topic, partition)) this.setPosition(topic, partition, offset);
    return true;
  }

  /** The partitions of the topics of resources that were read so far, in order. */
  partitions(): readonly PartitionView[] {
    const { generation } = this.store.meta();
    const rows = RESOURCE_TOPICS.flatMap((topic) => this.store.partitions.all(topic));
    return rows.map((row) => {
      const lane = laneOf(row.topic, row.partition);
      const lowest = this.store.held.lowestRevision(lane);
      const proved = row.provedIn === generation ? row.proved : 0;
      return { ...row, lane, proved, visible: lowest === null ? row.received : lowest - 1 };
    });
  }

  /**
   * Applies a batch of a topic of resources with its position, whole or not at all.
   */
  apply(batch: LogBatch, { now, liveFrom, salvage = false }: ApplyTimes): BatchReport {
    const work = this.store.transaction(() => {
      const stored = this.store.partitions.get(batch.topic, batch.partition);
      const draw = (recordedAt: number): number => this.#draw(recordedAt, now);
      const meta = this.store.meta();
      const partition = stored ?? newPartition(batch.topic, batch.partition);
      const running = new BatchWork(this.store, partition, {
        now,
        liveFrom,
        mode: this.#mode,
        salvage,
        draw,
        toTheEnd: batch.nextOffset >= batch.endOffset,
        generation: meta.generation,
        // A cache that is not whole yet has nothing to serve in place of what it reads.
        gated: this.#gated && meta.complete,
      });
      for (const record of batch.records) running.apply(record);
      const offset = Math.max(partition.offset, batch.nextOffset);
      this.store.partitions.save({ ...running.partition, offset });
      this.store.saveMeta({ clock: now });
      return running;
    });
    const report = work.report();
    this.#tell(report.shown, report.revoked);
    return report;
  }

  /** Lets what is due become visible, in order; at most 200 versions a call, so call again until it gives nothing. */
  releaseDue(now: number): readonly VisibleChange[] {
    if ((this.store.held.nextDue() ?? Infinity) > now) return [];
    const released = this.store.transaction(() => {
      const changes = this.store.held.due(now, SLICE).flatMap((held) => this.#release(held, now));
      this.store.saveMeta({ clock: now });
      return changes;
    });
    const shown = released.map(({ change }) => change);
    this.#tell(
      shown,
      released.flatMap(({ revocation }) => revocation ?? []),
    );
    return shown;
  }

  /** Lets what waits of a lane through, up to a revision. @returns how many versions. */
  openGate(lane: Lane, upTo: number): number {
    return this.store.transaction(() => this.store.held.openGate(lane, upTo));
  }

  /** When `releaseDue` has something to do next; null while nothing is held. */
  nextDue(): number | null {
    return this.store.held.nextDue();
  }

  /**
   * Keeps the remaining time of what is held when the wall clock was set back: else an hour's step would hold it for
   * an hour more. (Set forward, it releases early, which no one can tell from a shorter delay.)
   */
  followClock(from: number, now: number): void {
    if (now < from - CLOCK_STEP_MS) this.store.held.shift(now - from);
  }

  /** Forgets what was deleted after seven days, a slice a call. @returns how many. */
  forgetGraves(now: number): number {
    return this.store.resources.forgetGraves(now - GRAVE_MS, SLICE);
  }

  /** The Client that answers to a login. */
  find(domain: string, login: string): VisibleResource<ClientEvent> | null {
    return this.#served(this.#client(domain, login));
  }

  /** The Number that is reached under a phone number, in E.164 with its `+`, or a short code or SIP name. */
  findNumber(domain: string, phoneNumber: string): VisibleResource<NumberEvent> | null {
    const found = this.store.resources.byName(domain, numberName(phoneNumber));
    return found !== null && isNumber(found.event) ? { ...found, event: found.event } : null;
  }

  /** An account as it counts: one that is to be suspended is, unless revocations are modelled. */
  findAccount(sid: Sid): AccountState | null {
    const found = kindOfSid(sid) === 'Account' ? this.store.resources.visible(sid) : null;
    const event = served(this.store, found, this.#mode)?.event ?? null;
    return event !== null && isAccount(event) ? event.state : null;
  }

  /** The account that a Client belongs to; null for one that is not served. */
  accountOf(clientSid: Sid): Sid | null {
    return this.store.resources.visible(clientSid)?.event.accountSid ?? null;
  }

  /** The Application of a sid. */
  findApplication(sid: Sid): VisibleResource<ApplicationEvent> | null {
    const found = kindOfSid(sid) === 'Application' ? this.store.resources.visible(sid) : null;
    return found as VisibleResource<ApplicationEvent> | null;
  }

  belief(domain: string, login: string): Belief {
    const visible = this.#client(domain, login);
    const client = this.#served(visible);
    if (visible !== null && client !== null) return this.#believed(client, visible);
    const next = this.store.held.byName(domain, login);
    return next === null ? { kind: 'unknown' } : { kind: 'held', next };
  }

  /** After a commit. */
  #tell(changes: readonly VisibleChange[], revocations: readonly Revocation[]): void {
    for (const { effect, sid } of changes) if (kindOfSid(sid) === 'Client') this.#clients += EFFECT[effect];
    if (revocations.length > 0) this.#onRevoked(revocations);
    if (changes.length > 0) this.#onVisible(changes);
  }

  #draw(recordedAt: number, receivedAt: number): number {
    return drawDue(this.#model, { random: this.#random, recordedAt, receivedAt });
  }

  #release(held: HeldVersion, now: number): readonly Released[] {
    const before = this.store.resources.get(held.sid)?.visible ?? null;
    if (before !== null && before.version >= held.version) {
      this.store.held.drop(held.sid, held.version);
      return [];
    }
    const revocation = revocationBy(this.store, held, { mode: this.#mode, now, live: true });
    return [{ change: makeVisible(this.store, held, { now, before, live: true, first: null }), revocation }];
  }

  #client(domain: string, login: string): VisibleResource<ClientEvent> | null {
    const found = this.store.resources.byName(domain, login);
    return found !== null && isClient(found.event) ? { ...found, event: found.event } : null;
  }

  /** What is served of a Client stays one. */
  #served(client: VisibleResource<ClientEvent> | null): VisibleResource<ClientEvent> | null {
    return served(this.store, client, this.#mode) as VisibleResource<ClientEvent> | null;
  }

  #believed(client: VisibleResource<ClientEvent>, visible: VisibleResource<ClientEvent>): Belief {
    const { sid, version } = client.event;
    const row = this.store.resources.get(sid);
    return {
      kind: 'served',
      client,
      lane: row?.lane ?? 0,
      next: this.store.held.of(sid)[0] ?? null,
      overtaken: overtakenOf(visible.event, client.event),
      receivedVersion: row?.received.version ?? version,
      parked: this.store.parked.get(sid),
    };
  }
}
