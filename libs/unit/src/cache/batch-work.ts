import { digestAdd, digestRemove, isDeletion, laneOf } from '@tandem/contracts';
import type { EventHeaders, Lane, Mark, ResourceEvent } from '@tandem/contracts';
import type { StoredRecord } from '@tandem/event-log';
import { isTandemError, messageOf } from '@tandem/kernel';
import type { Sid } from '@tandem/kernel';
import { contextFromHeaders, SPANS, withSpanSync } from '@tandem/telemetry';
import { revokedBy } from '../model/revocation.ts';
import type { RevocationMode } from '../model/revocation.ts';
import { ignoredWhy, verdictOn } from '../model/verdict.ts';
import type { IgnoredWhy, Known } from '../model/verdict.ts';
import type {
  BatchReport,
  MetMark,
  PoisonedRecord,
  Revocation,
  UnreadableRecord,
  VisibleChange,
} from './batch-report.ts';
import type { CacheStore } from './cache-store.ts';
import { makeVisible, revocationBy } from './make-visible.ts';
import type { Candidate, FirstReceived } from './make-visible.ts';
import { meetMark } from './meet-mark.ts';
import { readRecord } from './read-record.ts';
import type { ReadRecord } from './read-record.ts';
import type { ResourceRow, PartitionRow, ReceivedVersion } from './rows.ts';

export interface BatchContext {
  readonly now: number;
  /** The partition's end when reading it began: records below it are read while catching up. */
  readonly liveFrom: number;
  /** Nothing lay behind the batch when it was read. */
  readonly toTheEnd: boolean;
  /** The generation that the cache follows; null until one was seen. */
  readonly generation: string | null;
  readonly mode: RevocationMode;
  /** Ordinary changes wait for the canaries. */
  readonly gated: boolean;
  /** A record whose application throws what nobody expects is parked like one that cannot be read. */
  readonly salvage: boolean;
  /** Draws the time at which a version may be shown, by the propagation model. */
  readonly draw: (recordedAt: number) => number;
}

/** A record whose headers say what it is. */
type Received = Exclude<ReadRecord, { kind: 'unreadable' | 'mark' }>;

/** A record and what the cache had of its resource. */
interface Place {
  readonly record: StoredRecord;
  readonly row: ResourceRow | null;
  /** What its row is still to note, if it is to be made with the version shown; null once it is there. */
  readonly first: FirstReceived | null;
}

/** The usual case of a first load: one write then makes the row and shows the version. */
const opensRow = (read: Received, row: ResourceRow | null): boolean =>
  row === null && read.kind === 'event' && !isDeletion(read.headers.type);

const candidateOf = (headers: EventHeaders, event: ResourceEvent | null): Candidate => ({
  sid: headers.sid,
  version: headers.version,
  revision: headers.revision,
  type: headers.type,
  recordedAt: Date.parse(headers.recordedAt),
  event,
});

/** The application of one batch of one partition, inside a transaction of the store. */
export class BatchWork {
  readonly #store: CacheStore;
  readonly #lane: Lane;
  readonly #context: BatchContext;
  #partition: PartitionRow;
  readonly #shown: VisibleChange[] = [];
  readonly #revoked: Revocation[] = [];
  readonly #poisoned: PoisonedRecord[] = [];
  readonly #unreadable: UnreadableRecord[] = [];
  readonly #marks: MetMark[] = [];
  readonly #ignored: Record<IgnoredWhy, number> = { duplicate: 0, older: 0, deleted: 0 };
  #held = 0;
  #unknownType = 0;

  constructor(store: CacheStore, partition: PartitionRow, context: BatchContext) {
    this.#store = store;
    this.#lane = laneOf(partition.topic, partition.partition);
    this.#partition = partition;
    this.#context = context;
  }

  /** The partition as it stands after the records so far. */
  get partition(): PartitionRow {
    return this.#partition;
  }

  report(): BatchReport {
    return {
      shown: this.#shown,
      revoked: this.#revoked,
      held: this.#held,
      ignored: this.#ignored,
      unknownType: this.#unknownType,
      poisoned: this.#poisoned,
      unreadable: this.#unreadable,
      marks: this.#marks,
    };
  }

  apply(record: StoredRecord): void {
    if (record.offset < this.#partition.offset) {
      this.#ignored.duplicate += 1;
      return;
    }
    if (record.headers['traceparent'] === undefined) this.#take(record);
    else {
      withSpanSync(SPANS.apply, { parent: contextFromHeaders(record.headers) }, () => this.#take(record));
    }
  }

  #take(record: StoredRecord): void {
    const read = readRecord(record);
    if (read.kind === 'unreadable') {
      this.#unreadable.push({ record, detail: read.detail });
      this.#partition = { ...this.#partition, unreadable: this.#partition.unreadable + 1 };
      return;
    }
    if (read.kind === 'mark') {
      this.#meet(read.mark, record);
      return;
    }
    const row = this.#store.resources.get(read.headers.sid);
    const known = this.#known(row, read.headers);
    const why = ignoredWhy(known, read.headers.version);
    const at = { record, row, known, first: null };
    if (why === null) this.#accept(read, at);
    else if (why === 'duplicate' && this.#isParked(read.headers)) this.#retry(read, at);
    else this.#ignored[why] += 1;
  }

  #meet(mark: Mark, { offset }: StoredRecord): void {
    const { generation, liveFrom, toTheEnd } = this.#context;
    const last = toTheEnd && offset >= liveFrom;
    const { partition, met } = meetMark(this.#partition, mark, { generation, last });
    this.#partition = partition;
    this.#marks.push(met);
  }

  #isParked({ sid, version }: EventHeaders): boolean {
    return this.#store.parked.get(sid)?.version === version;
  }

  /** A version that could not be read when it was received, and is read again. */
  #retry(read: Received, at: Place & { readonly known: Known }): void {
    if (read.kind !== 'event') {
      this.#ignored.duplicate += 1;
      return;
    }
    this.#store.parked.drop(read.headers.sid);
    this.#place(candidateOf(read.headers, read.event), { ...at, known: { ...at.known, received: null } });
  }

  #known(row: ResourceRow | null, { sid }: EventHeaders): Known {
    const held = row === null ? [] : this.#store.held.of(sid);
    return {
      received: row?.received ?? null,
      visible: row?.visible?.version ?? null,
      heldUntil: held.at(-1)?.due ?? null,
    };
  }

  #accept(read: Received, at: Place & { readonly known: Known }): void {
    const first = { lane: this.#lane, received: this.#count(read.headers, at.row) };
    const opens = opensRow(read, at.row);
    if (!opens) this.#receive(read.headers.sid, first);
    if (at.row !== null) this.#store.parked.drop(read.headers.sid);
    switch (read.kind) {
      case 'event':
        this.#placeOrPark(read, { ...at, first: opens ? first : null });
        break;
      case 'tombstone':
        this.#place(candidateOf(read.headers, null), at);
        break;
      case 'unknown-type':
        this.#unknownType += 1;
        break;
      case 'poison':
        this.#poison(read, at);
        break;
    }
  }

  #placeOrPark(
    { headers, event }: Extract<Received, { kind: 'event' }>,
    at: Place & { readonly known: Known },
  ): void {
    try {
      this.#place(candidateOf(headers, event), at);
    } catch (error) {
      // What is wrong with the store is no fault of the record.
      if (!this.#context.salvage || isTandemError(error)) throw error;
      this.#receive(headers.sid, at.first);
      this.#poison({ kind: 'poison', headers, problem: 'failed', detail: messageOf(error) }, at);
    }
  }

  /** Takes a version into the partition's digest. @returns what the resource's row is to note of it. */
  #count({ sid, version, eventId, revision, type }: EventHeaders, row: ResourceRow | null): ReceivedVersion {
    const deleted = isDeletion(type);
    let { digest } = this.#partition;
    if (row !== null && !row.received.deleted) digest = digestRemove(digest, { sid, ...row.received });
    if (!deleted) digest = digestAdd(digest, { sid, version, eventId });
    const received = Math.max(this.#partition.received, revision);
    this.#partition = { ...this.#partition, digest, received };
    return { version, eventId, revision, deleted };
  }

  #receive(sid: Sid, first: FirstReceived | null): void {
    if (first !== null) this.#store.resources.receive(sid, first.lane, first.received);
  }

  #place(candidate: Candidate, at: Place & { readonly known: Known }): void {
    const { record, known, first } = at;
    const { now, liveFrom, mode, draw } = this.#context;
    const overtakes = mode === 'immediate' && candidate.type === 'ClientDeleted';
    const gated = this.#context.gated && !this.#mustPass(candidate);
    const arrival = { ...candidate, catchingUp: record.offset < liveFrom, overtakes, gated };
    const verdict = verdictOn(known, arrival, { now, draw: () => draw(candidate.recordedAt) });
    if (verdict.kind === 'hold') {
      this.#receive(candidate.sid, first);
      if (mode === 'immediate') this.#revoke(candidate, record);
      this.#store.held.put({ ...candidate, lane: this.#lane, due: verdict.due });
      this.#held += 1;
    } else {
      this.#show(candidate, at);
    }
  }

  /** A revocation that has no overlay to be in effect by passes the gate itself. */
  #mustPass({ sid, type, event }: Candidate): boolean {
    if (this.#context.mode === 'immediate') return false;
    const latest =
      this.#store.held.of(sid).at(-1)?.event ?? this.#store.resources.visible(sid)?.event ?? null;
    return type === 'ClientDeleted' || revokedBy(latest, event).length > 0;
  }

  #show(candidate: Candidate, { record, row, first }: Place): void {
    const { now, liveFrom } = this.#context;
    const live = record.offset >= liveFrom;
    if (row !== null) this.#revoke(candidate, record);
    const before = row?.visible ?? null;
    this.#shown.push(makeVisible(this.#store, candidate, { now, before, live, first }));
  }

  /** Before the version is held or shown: it is compared with what is served now. */
  #revoke(candidate: Candidate, { offset }: StoredRecord): void {
    const { mode, now, liveFrom } = this.#context;
    const revocation = revocationBy(this.#store, candidate, { mode, now, live: offset >= liveFrom });
    if (revocation !== null) this.#revoked.push(revocation);
  }

  /** The last good version is served on, but a deletion is believed by its headers, at once (G6, G7). */
  #poison(
    { headers, problem, detail }: Extract<ReadRecord, { kind: 'poison' }>,
    { record, row }: Place,
  ): void {
    const { topic, partition, offset } = record;
    const { sid, version, revision, type } = headers;
    const at = this.#context.now;
    const parked = { sid, topic, partition, offset, version, revision, type, problem, detail, at };
    this.#poisoned.push({ parked, record });
    if (isDeletion(type)) this.#show(candidateOf(headers, null), { record, row, first: null });
    else this.#store.parked.put(parked);
  }
}
