import type { QueryFilter } from 'mongoose';
import type { NewEvent } from '@tandem/journal';
import type { EventDocument, JournalDocument } from './documents.ts';
import { eventDocument, noopDocument } from './event-document.ts';
import type { MongoDatabase } from './mongo-database.ts';
import { onlyDuplicateKeys, refusedWrites } from './mongo-error.ts';

/** An event on its way into the journal, with the revision it was given. */
export interface Numbered {
  readonly event: NewEvent;
  readonly revision: number;
}

/** What an occupied revision, version or claim is held by. */
export type Held = Pick<EventDocument, '_id' | 'stream' | 'version' | 'claim'> & {
  readonly eventId?: string;
};

const HELD = { stream: 1, version: 1, claim: 1, eventId: 1 } as const;

/** Fewer clauses than a query may have, and small enough answers. */
const IDS_AT_ONCE = 1000;

/** The commands on the collection `journal`. Each is one message to the server, bounded. */
export class JournalCollection {
  readonly #database: MongoDatabase;

  constructor(database: MongoDatabase) {
    this.#database = database;
  }

  /**
   * Inserts each event by itself.
   *
   * @returns the positions that were certainly written
   * @throws TandemError when it is not known what was written
   */
  async insertEvents(entries: readonly Numbered[]): Promise<ReadonlySet<number>> {
    const documents = entries.map(({ event, revision }) => eventDocument(event, revision));
    return this.#insert('inserting events', documents, () => true);
  }

  /** Fills these revisions with no-ops where nothing stands. @returns how many of them this call has filled, and which */
  async insertNoops(revisions: readonly number[]): Promise<ReadonlySet<number>> {
    if (revisions.length === 0) return new Set();
    const written = await this.#insert('filling gaps', revisions.map(noopDocument), onlyDuplicateKeys);
    return new Set(revisions.filter((_, index) => written.has(index)));
  }

  /** What stands at these events' revisions and versions, and what holds their claims. */
  async holders(entries: readonly Numbered[]): Promise<readonly Held[]> {
    return this.#find('reading back', {
      $or: [
        { _id: { $in: entries.map(({ revision }) => revision) } },
        ...entries.map(({ event: { stream, version } }) => ({ stream, version })),
        { claim: { $in: claimsOf(entries.map(({ event }) => event)) } },
      ],
    });
  }

  /** What holds the claims of these events, and their versions where a claim is held. */
  async claimHolders(events: readonly NewEvent[]): Promise<readonly Held[]> {
    const claims = claimsOf(events);
    if (claims.length === 0) return [];
    const holders = await this.#find('looking for claims', { claim: { $in: claims } });
    const held = new Set(holders.map(({ claim }) => claim));
    const contested = events.filter(({ claim }) => claim !== null && held.has(claim));
    if (contested.length === 0) return [];
    const versions = contested.map(({ stream, version }) => ({ stream, version }));
    return [...holders, ...(await this.#find('looking for versions', { $or: versions }))];
  }

  /** The documents from `first` to `last`, in order. */
  async range(first: number, last: number): Promise<readonly JournalDocument[]> {
    const { journal } = this.#database.models;
    return this.#database.run('reading the journal', () =>
      journal.find({ _id: { $gte: first, $lte: last } }, null, this.#reading).sort({ _id: 1 }),
    );
  }

  /** The revisions from `first` to `last` where nothing stands. */
  async gaps(first: number, last: number): Promise<readonly number[]> {
    const { journal } = this.#database.models;
    const found = await this.#database.run('looking for gaps', () =>
      journal.find({ _id: { $gte: first, $lte: last } }, { _id: 1 }, this.#reading),
    );
    const taken = new Set(found.map(({ _id }) => _id));
    const wanted = Array.from({ length: last - first + 1 }, (_, index) => first + index);
    return wanted.filter((revision) => !taken.has(revision)).slice(0, IDS_AT_ONCE);
  }

  async stream(stream: string): Promise<readonly JournalDocument[]> {
    const { journal } = this.#database.models;
    return this.#database.run('reading a stream', () =>
      journal.find({ stream }, null, this.#reading).sort({ version: 1 }),
    );
  }

  async head(): Promise<number> {
    const { journal } = this.#database.models;
    const [last] = await this.#database.run('reading the head', () =>
      journal.find({}, { _id: 1 }, this.#reading).sort({ _id: -1 }).limit(1),
    );
    return last?._id ?? 0;
  }

  async setClaim(revision: number, claim: string): Promise<void> {
    const { journal } = this.#database.models;
    await this.#database.run('releasing a claim', () =>
      journal.updateOne({ _id: revision }, { $set: { claim } }),
    );
  }

  get #reading() {
    return { lean: true, maxTimeMS: this.#database.timeoutMs } as const;
  }

  async #find(what: string, filter: QueryFilter<JournalDocument>): Promise<readonly Held[]> {
    const { journal } = this.#database.models;
    return this.#database.run(what, () => journal.find(filter, HELD, this.#reading));
  }

  /** Past the mapper, which would drop what it does not like from an unordered insert without a word. */
  async #insert(
    what: string,
    documents: readonly JournalDocument[],
    isTold: (error: unknown) => boolean,
  ): Promise<ReadonlySet<number>> {
    const collection = this.#database.collection<JournalDocument>('journal');
    const written = new Set(documents.keys());
    return this.#database.run(what, async () => {
      try {
        await collection.insertMany([...documents], { ordered: false });
      } catch (error) {
        const refused = refusedWrites(error);
        if (refused === null || !isTold(error)) throw error;
        for (const index of refused) written.delete(index);
      }
      return written;
    });
  }
}

const claimsOf = (events: readonly NewEvent[]): readonly string[] =>
  events.map(({ claim }) => claim).filter((claim) => claim !== null);
