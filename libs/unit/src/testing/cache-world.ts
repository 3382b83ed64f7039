import { TOPICS } from '@tandem/contracts';
import type { StoredRecord } from '@tandem/event-log';
import { seededRandom } from '@tandem/kernel/testing';
import type { BatchReport, Revocation, VisibleChange } from '../cache/batch-report.ts';
import { UnitCache } from '../cache/unit-cache.ts';
import type { PropagationModel } from '../model/propagation-model.ts';
import type { RevocationMode } from '../model/revocation.ts';
import { ClientLog } from './client-log.ts';
import type { CachePlace, CacheSubject } from './subject.ts';

const topic = TOPICS.clients.name;

/** One cache without delay, the log of one partition that it reads, and what it told of. */
export class CacheWorld {
  readonly log = new ClientLog();
  readonly visible: VisibleChange[] = [];
  readonly revoked: Revocation[] = [];
  readonly #place: CachePlace;
  #cache: UnitCache;

  constructor(subject: CacheSubject) {
    this.#place = subject.create();
    this.#cache = this.#open({ kind: 'none' });
  }

  get cache(): UnitCache {
    return this.#cache;
  }

  /** Closes the cache and opens it anew. */
  reopen(revocation?: RevocationMode): void {
    this.#cache.store.close();
    this.#cache = this.#open(this.#cache.model, revocation);
  }

  /** Closes the cache, which is whole, and opens it as that of a unit whose changes wait for the canaries. */
  gate(revocation?: RevocationMode): void {
    this.#cache.store.saveMeta({ complete: true });
    this.#cache.store.close();
    this.#cache = this.#open(this.#cache.model, revocation, true);
  }

  dispose(): void {
    this.#place.dispose();
  }

  /** Applies what the log has new, as records that came after catching up. */
  read(now = 0): BatchReport {
    return this.#read(now, 0);
  }

  /** The same, as records that are caught up with. */
  catchUp(now = 0): BatchReport {
    return this.#read(now, this.log.end());
  }

  /** Applies records as they are given, as ones that came after catching up. */
  apply(records: readonly StoredRecord[], nextOffset: number): BatchReport {
    const batch = { topic, partition: 0, records, nextOffset, endOffset: nextOffset };
    return this.cache.apply(batch, { now: 0, liveFrom: 0 });
  }

  /** The same, as read while the log went on after them. */
  applyBefore(records: readonly StoredRecord[], endOffset: number): BatchReport {
    const batch = { topic, partition: 0, records, nextOffset: records.length, endOffset };
    return this.cache.apply(batch, { now: 0, liveFrom: 0 });
  }

  /** The version that is served under a login; null if none. */
  version(login: string): number | null {
    const belief = this.cache.belief('tandem.local', login);
    return belief.kind === 'served' ? belief.client.event.version : null;
  }

  #read(now: number, liveFrom: number): BatchReport {
    return this.cache.apply(this.log.batch(0, this.cache.position(topic, 0)), { now, liveFrom });
  }

  #open(model: PropagationModel, revocation: RevocationMode = 'immediate', gated = false): UnitCache {
    return new UnitCache({
      store: this.#place.open(),
      model,
      random: seededRandom(1),
      revocation,
      gated,
      onRevoked: (revocations) => this.revoked.push(...revocations),
      onVisible: (changes) => this.visible.push(...changes),
    });
  }
}
