import type { TopicSpec } from '@tandem/contracts';
import { assertAsDeclared, noSuchTopic, partitionCount } from '@tandem/event-log';
import type { Database } from './database.ts';

/** A topic as stored: the row id of each partition, by partition number. */
export interface StoredTopic {
  readonly name: string;
  readonly cleanup: string;
  readonly retentionMs: number | null;
  readonly partitionIds: readonly number[];
}

/** The tables `topics` and `partitions`. Topics never change once made, so they are remembered. */
export class TopicStore {
  readonly #db: Database;
  readonly #known = new Map<string, StoredTopic>();
  readonly #selectTopic;
  readonly #selectPartitions;
  readonly #insertTopic;
  readonly #insertPartition;
  readonly #selectNames;

  constructor(db: Database) {
    this.#db = db;
    this.#selectTopic = db.prepare('SELECT cleanup, retention_ms FROM topics WHERE name = ?');
    this.#selectPartitions = db.prepare('SELECT id FROM partitions WHERE topic = ? ORDER BY partition');
    this.#insertTopic = db.prepare('INSERT INTO topics (name, cleanup, retention_ms) VALUES (?, ?, ?)');
    this.#insertPartition = db.prepare('INSERT INTO partitions (topic, partition) VALUES (?, ?)');
    this.#selectNames = db.prepare('SELECT name FROM topics ORDER BY name');
  }

  /** Makes what is missing, all or nothing; throws `LOG_MISCONFIGURED` where an existing topic differs. */
  ensure(specs: readonly TopicSpec[], many: number): void {
    this.#db.transaction(() => {
      for (const spec of specs) {
        const existing = this.#load(spec.name);
        if (existing === undefined) this.#insert(spec, partitionCount(spec, many));
        else assertAsDeclared(spec, { ...existing, partitions: existing.partitionIds.length }, many);
      }
    });
  }

  find(name: string): StoredTopic | undefined {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const topic = this.#db.read(() => this.#load(name));
    if (topic !== undefined) this.#known.set(name, topic);
    return topic;
  }

  /** Throws `LOG_MISCONFIGURED` if there is no such topic. */
  get(name: string): StoredTopic {
    const topic = this.find(name);
    if (topic === undefined) throw noSuchTopic(name);
    return topic;
  }

  all(): readonly StoredTopic[] {
    const rows = this.#db.read(() => this.#selectNames.all());
    return rows.map((row) => this.get(String(row['name'])));
  }

  #load(name: string): StoredTopic | undefined {
    const row = this.#selectTopic.get(name);
    if (row === undefined) return undefined;
    const ids = this.#selectPartitions.all(name).map(({ id }) => Number(id));
    const retentionMs = row['retention_ms'];
    return {
      name,
      cleanup: String(row['cleanup']),
      retentionMs: typeof retentionMs === 'number' ? retentionMs : null,
      partitionIds: ids,
    };
  }

  #insert({ name, cleanup, retentionMs }: TopicSpec, partitions: number): void {
    this.#insertTopic.run(name, cleanup, retentionMs ?? null);
    for (let partition = 0; partition < partitions; partition++) this.#insertPartition.run(name, partition);
  }
}
