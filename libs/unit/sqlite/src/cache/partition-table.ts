import type { PartitionRow, PartitionTable } from '@tandem/unit';
import type { Database, Row, Statement } from '../database/database.ts';

const ROW = 'topic, partition, offset, received, count, digest, unreadable, proved, proved_in';

const toPartition = (row: Row): PartitionRow => ({
  topic: String(row['topic']),
  partition: Number(row['partition']),
  offset: Number(row['offset']),
  received: Number(row['received']),
  digest: { count: Number(row['count']), digest: String(row['digest']) },
  unreadable: Number(row['unreadable']),
  proved: Number(row['proved']),
  provedIn: row['proved_in'] === null ? null : String(row['proved_in']),
});

export class SqlitePartitionTable implements PartitionTable {
  readonly #get: Statement;
  readonly #save: Statement;
  readonly #all: Statement;

  constructor(database: Database) {
    this.#get = database.prepare(`SELECT ${ROW} FROM partitions WHERE topic = ? AND partition = ?`);
    this.#save = database.prepare(
      `INSERT OR REPLACE INTO partitions (${ROW}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#all = database.prepare(`SELECT ${ROW} FROM partitions WHERE topic = ? ORDER BY partition`);
  }

  get(topic: string, partition: number): PartitionRow | null {
    const row = this.#get.get(topic, partition);
    return row === undefined ? null : toPartition(row);
  }

  save({ topic, partition, offset, received, digest, unreadable, proved, provedIn }: PartitionRow): void {
    const { count, digest: sum } = digest;
    this.#save.run(topic, partition, offset, received, count, sum, unreadable, proved, provedIn);
  }

  all(topic: string): readonly PartitionRow[] {
    return this.#all.all(topic).map(toPartition);
  }
}
