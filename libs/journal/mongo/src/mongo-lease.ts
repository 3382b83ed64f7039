import type { Clock } from '@tandem/kernel';
import { Standstill } from '@tandem/journal';
import type { Lease, LeaseStore } from '@tandem/journal';
import type { LeaseDocument } from './documents.ts';
import type { MongoDatabase } from './mongo-database.ts';
import { isDuplicateKey } from './mongo-error.ts';

/** Old links that stay, so that one who reads the chain while it is cut never finds it empty. */
const KEPT = 8;

/**
 * The lease as a chain of documents with rising numbers. Whoever inserts the next number has changed the lease, and
 * everyone who read the same link before has lost: the uniqueness of `_id` is the one condition that every server that
 * speaks the protocol keeps (FerretDB v1 lets several conditional updates of one document win).
 */
export class MongoLease implements LeaseStore {
  readonly #database: MongoDatabase;
  readonly #standstill: Standstill;

  constructor(database: MongoDatabase, clock: Clock) {
    this.#database = database;
    this.#standstill = new Standstill(clock);
  }

  async acquire(holder: string, ttlMs: number): Promise<Lease | null> {
    const last = await this.#last();
    if (last !== null && !this.#isFree(last, holder)) return null;
    const epoch = (last?.epoch ?? 0) + 1;
    const won = await this.#add(last, { epoch, holder, ttlMs });
    return won ? { epoch, holder } : null;
  }

  async renew(lease: Lease, ttlMs: number): Promise<boolean> {
    const last = await this.#last();
    return last !== null && isHeldBy(last, lease) && this.#add(last, { ...lease, ttlMs });
  }

  async current(): Promise<Lease | null> {
    const last = await this.#last();
    return last?.holder == null ? null : { epoch: last.epoch, holder: last.holder };
  }

  async release(lease: Lease): Promise<void> {
    const last = await this.#last();
    if (last === null || !isHeldBy(last, lease)) return;
    await this.#add(last, { epoch: lease.epoch, holder: null, ttlMs: last.ttlMs });
  }

  #isFree(last: LeaseDocument, holder: string): boolean {
    const stoodStill = this.#standstill.observe(String(last._id)) >= last.ttlMs;
    return last.holder === null || last.holder === holder || stoodStill;
  }

  async #last(): Promise<LeaseDocument | null> {
    const { leases } = this.#database.models;
    const { timeoutMs } = this.#database;
    const [last] = await this.#database.run('reading the lease', () =>
      leases.find({}, null, { lean: true, maxTimeMS: timeoutMs }).sort({ _id: -1 }).limit(1),
    );
    return last ?? null;
  }

  /** @returns false when another has added the next link */
  async #add(last: LeaseDocument | null, state: Omit<LeaseDocument, '_id'>): Promise<boolean> {
    const { leases } = this.#database.models;
    const number = (last?._id ?? 0) + 1;
    return this.#database.run('changing the lease', async () => {
      try {
        await leases.create([{ _id: number, ...state }]);
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
      if (number % KEPT === 0) await leases.deleteMany({ _id: { $lt: number - KEPT } });
      return true;
    });
  }
}

const isHeldBy = ({ epoch, holder }: LeaseDocument, lease: Lease): boolean =>
  epoch === lease.epoch && holder === lease.holder;
