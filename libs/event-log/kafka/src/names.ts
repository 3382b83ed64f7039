import type { Random } from '@tandem/kernel';

/** Kafka allows these in names of topics; groups follow the same habit. */
const UNSAFE = /[^A-Za-z0-9._-]/g;
const INCARNATION_BYTES = 6;
/** Producers of one publisher: while one rests the other publishes. Measured: a third gains nothing more. */
const PRODUCERS = 2;

/** Names as they stand in the cluster, all behind one prefix. */
export class Names {
  readonly #prefix: string;

  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  /** The cluster's name of a topic. */
  topic(name: string): string {
    return this.#prefix + name;
  }

  /** The topic's name without prefix. */
  topicOf(physical: string): string {
    return physical.slice(this.#prefix.length);
  }

  /** The same for all: opening a publisher anywhere fences every other. */
  get transactionalIds(): readonly string[] {
    return Array.from({ length: PRODUCERS }, (_, index) => `${this.#prefix}tandem-relay-${index}`);
  }

  /** A group of its own for each start of a reader: in a shared one, two readers would get half of the partitions each. */
  group(reader: string, random: Random): string {
    const incarnation = random.bytes(INCARNATION_BYTES).toString('hex');
    return `${this.#prefix}tandem.${reader.replaceAll(UNSAFE, '_')}.${incarnation}`;
  }
}
