import { isCreation, kindOfSid } from '@tandem/contracts';
import type { Sid } from '@tandem/kernel';
import { TandemError } from '@tandem/kernel';
import type {
  CacheStore,
  ResourceTable,
  HeldTable,
  ParkedTable,
  PartitionTable,
} from '../cache/cache-store.ts';
import { lookupName } from '../cache/lookup-name.ts';
import { GATE_MS } from '../model/gate.ts';
import { NEW_CACHE } from '../cache/rows.ts';
import type {
  CacheCounts,
  CacheMeta,
  ResourceRow,
  HeldVersion,
  ParkedVersion,
  PartitionRow,
  VisibleResource,
} from '../cache/rows.ts';

interface Entry {
  readonly row: ResourceRow;
  readonly shown: VisibleResource | null;
  readonly buriedAt: number | null;
}

interface Tables {
  resources: Map<Sid, Entry>;
  held: HeldVersion[];
  parked: Map<Sid, ParkedVersion>;
  partitions: Map<string, PartitionRow>;
  meta: CacheMeta;
}

/** Where a memory store lies: closing the store leaves it, as closing a database leaves its file. */
export class MemoryDisk {
  tables: Tables = {
    resources: new Map(),
    held: [],
    parked: new Map(),
    partitions: new Map(),
    meta: NEW_CACHE,
  };
}

const copyOf = (tables: Tables): Tables => ({
  resources: new Map(tables.resources),
  held: [...tables.held],
  parked: new Map(tables.parked),
  partitions: new Map(tables.partitions),
  meta: tables.meta,
});

const place = (topic: string, partition: number): string => `${topic}/${partition}`;
const byVersion = (a: HeldVersion, b: HeldVersion): number => a.version - b.version;

/** The tables in maps: what the contract means in the fewest words, to test against. */
export class MemoryCacheStore implements CacheStore {
  readonly disk: MemoryDisk;
  #failure: TandemError | null = null;
  #closed = false;
  #unshowable: { readonly sid: Sid; readonly error: Error } | null = null;

  readonly resources: ResourceTable = {
    get: (sid) => this.#use().resources.get(sid)?.row ?? null,
    receive: (sid, lane, received) => {
      const { resources } = this.#write();
      const known = resources.get(sid) ?? { row: { visible: null }, shown: null, buriedAt: null };
      resources.set(sid, { ...known, row: { sid, lane, received, visible: known.row.visible } });
    },
    appear: (resource, lane, received) => {
      this.resources.receive(resource.event.sid, lane, received);
      this.resources.show(resource);
    },
    show: (resource) => {
      const { resources } = this.#write();
      const { sid, version, revision, domain } = resource.event;
      if (sid === this.#unshowable?.sid) throw this.#unshowable.error;
      const known = resources.get(sid);
      if (known === undefined) return;
      const visible = { version, revision, domain, name: lookupName(resource.event) };
      resources.set(sid, { row: { ...known.row, visible }, shown: resource, buriedAt: null });
    },
    hide: (sid, buriedAt) => {
      const { resources } = this.#write();
      const known = resources.get(sid);
      if (known !== undefined)
        resources.set(sid, { row: { ...known.row, visible: null }, shown: null, buriedAt });
    },
    forgetGraves: (at, limit) => {
      const { resources } = this.#write();
      const graves = [...resources].flatMap(([sid, { buriedAt }]) =>
        buriedAt === null ? [] : [{ sid, buriedAt }],
      );
      const old = graves.filter(({ buriedAt }) => buriedAt < at).toSorted((a, b) => a.buriedAt - b.buriedAt);
      for (const { sid } of old.slice(0, limit)) resources.delete(sid);
      return Math.min(old.length, limit);
    },
    visible: (sid) => this.#use().resources.get(sid)?.shown ?? null,
    byName: (domain, name) => {
      const shown = [...this.#use().resources.values()].flatMap((entry) => entry.shown ?? []);
      const same = shown.filter(({ event }) => event.domain === domain && lookupName(event) === name);
      return same.toSorted((a, b) => b.event.createdRevision - a.event.createdRevision)[0] ?? null;
    },
    page: (after, limit) =>
      [...this.#use().resources.values()]
        .flatMap(({ row }) => (row.visible !== null && row.sid > after ? [row] : []))
        .toSorted((a, b) => (a.sid < b.sid ? -1 : 1))
        .slice(0, limit),
    received: (after, limit) =>
      [...this.#use().resources.values()]
        .flatMap(({ row }) => (row.sid > after ? [row] : []))
        .toSorted((a, b) => (a.sid < b.sid ? -1 : 1))
        .slice(0, limit),
  };

  readonly held: HeldTable = {
    put: (held) => {
      const tables = this.#write();
      const others = tables.held.filter(({ sid, version }) => sid !== held.sid || version !== held.version);
      tables.held = [...others, held];
    },
    of: (sid) =>
      this.#use()
        .held.filter((held) => held.sid === sid)
        .toSorted(byVersion),
    byName: (domain, name) =>
      this.#use()
        .held.filter(({ type, event }) => isCreation(type) && event?.domain === domain)
        .filter(({ event }) => event !== null && lookupName(event) === name)
        .toSorted((a, b) => b.revision - a.revision)[0] ?? null,
    due: (now, limit) =>
      this.#use()
        .held.filter(({ due }) => due <= now)
        .toSorted((a, b) => a.due - b.due || byVersion(a, b))
        .slice(0, limit),
    drop: (sid, upTo) => {
      const tables = this.#write();
      const before = tables.held.length;
      tables.held = tables.held.filter((held) => held.sid !== sid || held.version > upTo);
      return before - tables.held.length;
    },
    nextDue: () => this.#lowest(this.#use().held.map(({ due }) => due)),
    lowestRevision: (lane) =>
      this.#lowest(this.#use().held.flatMap((held) => (held.lane === lane ? [held.revision] : []))),
    openGate: (lane, upTo) => {
      const tables = this.#write();
      const passes = (held: HeldVersion): boolean =>
        held.lane === lane && held.revision <= upTo && held.due >= GATE_MS;
      const count = tables.held.filter(passes).length;
      tables.held = tables.held.map((held) => (passes(held) ? { ...held, due: held.due - GATE_MS } : held));
      return count;
    },
    shift: (ms) => {
      const tables = this.#write();
      tables.held = tables.held.map((held) => ({ ...held, due: held.due + ms }));
    },
    sids: () => [...new Set(this.#use().held.map(({ sid }) => sid))],
    count: () => this.#use().held.length,
  };

  readonly parked: ParkedTable = {
    put: (parked) => void this.#write().parked.set(parked.sid, parked),
    get: (sid) => this.#use().parked.get(sid) ?? null,
    count: () => this.#use().parked.size,
    drop: (sid) => this.#write().parked.delete(sid),
    all: (limit) =>
      [...this.#use().parked.values()].toSorted((a, b) => (a.sid < b.sid ? -1 : 1)).slice(0, limit),
  };

  readonly partitions: PartitionTable = {
    get: (topic, partition) => this.#use().partitions.get(place(topic, partition)) ?? null,
    save: (row) => void this.#write().partitions.set(place(row.topic, row.partition), row),
    all: (topic) =>
      [...this.#use().partitions.values()]
        .filter((row) => row.topic === topic)
        .toSorted((a, b) => a.partition - b.partition),
  };

  constructor(disk = new MemoryDisk()) {
    this.disk = disk;
  }

  /** From now on writes fail with this error; null ends it. */
  fail(failure: TandemError | null): void {
    this.#failure = failure;
  }

  /** From now on nothing of this Client can be shown, for a reason that no catalogue knows. */
  failShowing(sid: Sid, error: Error): void {
    this.#unshowable = { sid, error };
  }

  get closed(): boolean {
    return this.#closed;
  }

  meta(): CacheMeta {
    return this.#use().meta;
  }

  saveMeta(change: Partial<CacheMeta>): void {
    const tables = this.#write();
    tables.meta = { ...tables.meta, ...change };
  }

  counts(): CacheCounts {
    const { resources, held, parked } = this.#use();
    const entries = [...resources.values()];
    return {
      clients: entries.filter(({ row, shown }) => shown !== null && kindOfSid(row.sid) === 'Client').length,
      held: held.length,
      parked: parked.size,
      graves: entries.filter(({ buriedAt }) => buriedAt !== null).length,
    };
  }

  bytes(): number {
    return JSON.stringify([...this.#use().resources.values()]).length;
  }

  transaction<T>(work: () => T): T {
    const before = copyOf(this.#use());
    try {
      return work();
    } catch (error) {
      this.disk.tables = before;
      throw error;
    }
  }

  close(): void {
    this.#closed = true;
  }

  #lowest(values: readonly number[]): number | null {
    return values.length === 0 ? null : Math.min(...values);
  }

  #use(): Tables {
    if (this.#closed) throw new TandemError('CLOSED', 'this cache store was closed');
    return this.disk.tables;
  }

  #write(): Tables {
    if (this.#failure !== null) throw this.#failure;
    return this.#use();
  }
}
