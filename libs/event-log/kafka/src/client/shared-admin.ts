import { withDeadline } from '@tandem/kernel';
import type { Admin } from 'kafkajs';
import { kafkaError } from '../kafka-errors.ts';
import type { KafkaSettings } from '../options.ts';
import { KafkaClient, SHORT_RETRY } from './kafka-client.ts';

/** One admin connection, ended when it is retired and nobody uses it any more. */
class AdminConnection {
  readonly #client: KafkaClient;
  readonly #admin: Admin;
  readonly #connected: Promise<void>;
  #users = 0;
  #retired = false;
  #ending: Promise<void> | undefined;

  constructor(settings: KafkaSettings) {
    this.#client = new KafkaClient(settings, SHORT_RETRY);
    this.#admin = this.#client.kafka.admin();
    this.#connected = this.#client.connect(this.#admin);
    // Whoever uses it sees the failure.
    this.#connected.catch(() => undefined);
  }

  async use<T>(work: (admin: Admin) => Promise<T>): Promise<T> {
    this.#users += 1;
    try {
      await this.#connected;
      return await work(this.#admin);
    } finally {
      this.#users -= 1;
      void this.#endIfUnused();
    }
  }

  retire(): Promise<void> {
    this.#retired = true;
    return this.#endIfUnused();
  }

  async #endIfUnused(): Promise<void> {
    if (!this.#retired || this.#users > 0) return;
    this.#ending ??= this.#client.end(this.#admin);
    await this.#ending;
  }
}

/** The connection for all that a log asks about topics, offsets and groups; made anew after it failed. */
export class SharedAdmin {
  readonly #settings: KafkaSettings;
  #current: AdminConnection | undefined;

  constructor(settings: KafkaSettings) {
    this.#settings = settings;
  }

  /** Runs `work` with the admin, bounded. `what` completes "cannot …". */
  async run<T>(what: string, work: (admin: Admin) => Promise<T>): Promise<T> {
    const connection = (this.#current ??= new AdminConnection(this.#settings));
    try {
      return await withDeadline(connection.use(work), this.#settings.timing.publishMs, what);
    } catch (error) {
      // Also after a mere refusal: kafkajs keeps metadata for minutes, and what it refused may come from that.
      this.#retire(connection);
      throw kafkaError(error, what);
    }
  }

  async close(): Promise<void> {
    const connection = this.#current;
    this.#current = undefined;
    await connection?.retire();
  }

  #retire(connection: AdminConnection): void {
    if (this.#current === connection) this.#current = undefined;
    void connection.retire();
  }
}
