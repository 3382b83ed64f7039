import { join } from 'node:path';
import { MARK_KEY, TOPICS } from '@tandem/contracts';
import type { RelayCheckpoint, ResourceKind } from '@tandem/contracts';
import type { EventLog, StoredRecord } from '@tandem/event-log';
import { openSqliteEventLog } from '@tandem/event-log-sqlite';
import type { JournalEvent, JournalStore, NewEvent } from '@tandem/journal';
import { openSqliteStore } from '@tandem/journal-sqlite';
import { systemClock, systemRandom } from '@tandem/kernel';
import { silentLogger } from '@tandem/telemetry';
import { tempDir, waitFor } from '@tandem/testing';
import type { TempDir } from '@tandem/testing';
import { Relay } from '../relay.ts';
import type { RelayOptions } from '../relay.ts';

const PARTITIONS = 4;

/** A real journal and a real log in a temporary directory, and relays between them. */
export class RelayBench {
  readonly store: JournalStore;
  readonly #temp: TempDir;
  readonly #relays: Relay[] = [];
  #log: EventLog;
  #logName = 'log-1.db';

  private constructor(temp: TempDir, store: JournalStore, log: EventLog) {
    this.#temp = temp;
    this.store = store;
    this.#log = log;
  }

  static async open(): Promise<RelayBench> {
    const temp = await tempDir();
    const store = await openSqliteStore({ dir: join(temp.path, 'journal') });
    return new RelayBench(temp, store, await RelayBench.#openLog(join(temp.path, 'log-1.db')));
  }

  static async #openLog(file: string): Promise<EventLog> {
    const log = openSqliteEventLog({ file, partitions: PARTITIONS });
    await log.ensureTopics(Object.values(TOPICS));
    return log;
  }

  get log(): EventLog {
    return this.#log;
  }

  /** The log is gone, a new one stands in its place. */
  async loseLog(): Promise<void> {
    await this.#log.close();
    this.#logName = `${this.#logName}.again`;
    this.#log = await RelayBench.#openLog(join(this.#temp.path, this.#logName));
  }

  relay(over: Partial<RelayOptions> = {}): Relay {
    const relay = new Relay({
      store: this.store,
      log: this.#log,
      holder: `relay-${this.#relays.length}`,
      clock: systemClock,
      random: systemRandom,
      logger: silentLogger,
      leaseTtlMs: 600,
      pollMs: 5,
      ...over,
    });
    this.#relays.push(relay);
    relay.start();
    return relay;
  }

  async append<K extends ResourceKind>(event: NewEvent<K>): Promise<JournalEvent<K>> {
    const [outcome] = await this.store.journal.append([event]);
    if (outcome?.kind !== 'appended') throw new Error(`append: ${outcome?.kind}`);
    return { ...event, kind: 'event', revision: outcome.revision };
  }

  /** Waits until the log's checkpoint covers the journal. */
  async caughtUp(): Promise<RelayCheckpoint> {
    const head = await this.store.journal.head();
    return waitFor(async () => {
      const checkpoint = await this.#checkpoint();
      return checkpoint !== null && checkpoint.revision >= head ? checkpoint : undefined;
    });
  }

  /** The events that a reader of `tandem.clients` sees, by partition and offset. */
  async published(): Promise<readonly StoredRecord[]> {
    return (await this.read()).filter(({ key }) => key !== MARK_KEY);
  }

  /** All that a reader of `tandem.clients` sees, marks too. */
  async read(): Promise<readonly StoredRecord[]> {
    return this.#read(TOPICS.clients.name);
  }

  async #checkpoint(): Promise<RelayCheckpoint | null> {
    const value = (await this.#read(TOPICS.relay.name)).at(-1)?.value;
    return value == null ? null : (JSON.parse(value.toString()) as RelayCheckpoint);
  }

  async #read(topic: string): Promise<readonly StoredRecord[]> {
    const records: StoredRecord[] = [];
    const open = new Set(Array.from({ length: await this.#log.partitions(topic) }, (_, i) => i));
    const consumer = await this.#log.subscribe({
      reader: 'test',
      topics: [topic],
      handlers: {
        position: () => 0,
        reset: async () => undefined,
        batch: async (batch) => {
          records.push(...batch.records);
          if (batch.nextOffset >= batch.endOffset) open.delete(batch.partition);
        },
      },
    });
    await waitFor(() => open.size === 0);
    await consumer.close();
    return records;
  }

  async close(): Promise<void> {
    for (const relay of this.#relays) await relay.close();
    await this.#log.close();
    await this.store.close();
    await this.#temp.remove();
  }
}
