import type { RelayCheckpoint } from '@tandem/contracts';
import { isTandemError, messageOf, StateMachine, TandemError } from '@tandem/kernel';
import type { Transitions } from '@tandem/kernel';
import { decodeCheckpoint, encodeCheckpoint } from './checkpoint-record.ts';
import type { LogPublisher, LogRecord } from './event-log.ts';
import { assertFitsTransaction } from './limits.ts';
import type { Handle } from './open-handles.ts';
import type { RawPublisher } from './raw-publisher.ts';

type State = 'OPEN' | 'BUSY' | 'DEAD' | 'CLOSED';

const TRANSITIONS: Transitions<State> = {
  OPEN: ['BUSY', 'CLOSED'],
  BUSY: ['OPEN', 'DEAD', 'CLOSED'],
  DEAD: ['CLOSED'],
  CLOSED: [],
};

/**
 * The publisher's lifecycle, the same for every adapter: one call at a time, dead after an error, closed once. A
 * publisher that is used again after an error can lose events silently (kafkajs reuses sequence numbers and the broker
 * drops the next transaction as a duplicate), hence no way back from DEAD.
 */
export class GuardedPublisher implements LogPublisher, Handle {
  readonly #raw: RawPublisher;
  readonly #machine = new StateMachine<State>('log publisher', TRANSITIONS, 'OPEN');
  #death: TandemError | undefined;
  #closing: Promise<void> | undefined;

  constructor(raw: RawPublisher) {
    this.#raw = raw;
  }

  get closed(): boolean {
    return this.#machine.state === 'CLOSED';
  }

  checkpoint(): Promise<RelayCheckpoint | null> {
    return this.#exclusively(async () => {
      const value = await this.#raw.readCheckpoint();
      return value === null ? null : decodeCheckpoint(value);
    });
  }

  async publish(records: readonly LogRecord[], checkpoint: RelayCheckpoint): Promise<void> {
    const transaction = [...records, encodeCheckpoint(checkpoint)];
    assertFitsTransaction(transaction);
    await this.#exclusively(() => this.#raw.commit(transaction));
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#machine.to('CLOSED');
    await this.#raw.close();
  }

  async #exclusively<T>(work: () => Promise<T>): Promise<T> {
    this.#assertAlive();
    this.#machine.to('BUSY');
    try {
      const result = await work();
      if (this.#machine.can('OPEN')) this.#machine.to('OPEN');
      return result;
    } catch (error) {
      this.#death = isTandemError(error)
        ? error
        : new TandemError('LOG_UNAVAILABLE', messageOf(error), { cause: error });
      if (this.#machine.can('DEAD')) this.#machine.to('DEAD');
      throw this.#death;
    }
  }

  #assertAlive(): void {
    if (this.closed) throw new TandemError('CLOSED', 'this log publisher was closed');
    if (this.#death === undefined) return;
    throw new TandemError(
      this.#death.code,
      `this log publisher died of an earlier error, open another: ${this.#death.message}`,
      { cause: this.#death },
    );
  }
}
