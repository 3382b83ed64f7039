import type { TopicSpec } from '@tandem/contracts';
import type { LogRecord } from '@tandem/event-log';
import { TandemError } from '@tandem/kernel';
import { AppendSignal } from './append-signal.ts';
import { Compactor } from './compactor.ts';
import type { Database } from './database.ts';
import type { SqliteEventLogSettings } from './options.ts';
import { RecordStore } from './record-store.ts';
import { TopicStore } from './topic-store.ts';

/** One log file as this process has it open: a single connection, whoever writes or reads. */
export class LogFile {
  readonly topics: TopicStore;
  readonly records: RecordStore;
  readonly signal: AppendSignal;
  readonly compactor: Compactor;
  readonly #db: Database;
  readonly #settings: SqliteEventLogSettings;
  readonly #selectEpoch;
  readonly #raiseEpoch;

  constructor(db: Database, settings: SqliteEventLogSettings) {
    this.#db = db;
    this.#settings = settings;
    this.topics = new TopicStore(db);
    this.records = new RecordStore(db, this.topics);
    this.signal = new AppendSignal(db, settings.pollMs);
    this.compactor = new Compactor({ db, topics: this.topics, ...settings });
    this.#selectEpoch = db.prepare('SELECT epoch FROM publisher');
    this.#raiseEpoch = db.prepare('UPDATE publisher SET epoch = epoch + 1 RETURNING epoch');
    this.compactor.start();
  }

  ensureTopics(specs: readonly TopicSpec[], many: number): void {
    this.topics.ensure(specs, many);
    this.signal.topicsMade();
  }

  /** Makes every earlier epoch void. */
  nextEpoch(): number {
    return this.#db.transaction(() => Number(this.#raiseEpoch.get()?.['epoch']));
  }

  /**
   * Appends all records in one transaction.
   * @param epoch the publisher's; `LOG_FENCED` when a later one was opened. Writers have none.
   */
  append(records: readonly LogRecord[], epoch?: number): void {
    const touched = this.#db.transaction(() => {
      if (epoch !== undefined) this.#assertInForce(epoch);
      return this.records.append(records, this.#settings.clock.now());
    });
    this.signal.appended(touched);
  }

  close(): void {
    this.compactor.stop();
    this.signal.close();
    this.#db.close();
  }

  #assertInForce(epoch: number): void {
    const current = Number(this.#selectEpoch.get()?.['epoch']);
    if (current === epoch) return;
    throw new TandemError('LOG_FENCED', `publisher ${epoch} was fenced by publisher ${current}`, {
      context: { epoch, current },
    });
  }
}
