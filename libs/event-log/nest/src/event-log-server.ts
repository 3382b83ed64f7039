import { Server } from '@nestjs/microservices';
import type { CustomTransportStrategy, MessageHandler } from '@nestjs/microservices';
import type { ConsumerCondition, EventLog, LogBatch, LogConsumer } from '@tandem/event-log';
import { TandemError } from '@tandem/kernel';
import { isObservable, lastValueFrom } from 'rxjs';
import { BatchContext } from './batch-context.ts';
import { handlerFailure } from './handler-failure.ts';
import type { PositionStore } from './position-store.ts';

/** Names this transport, for handlers that are for it alone: `@EventPattern(TOPIC, EVENT_LOG_TRANSPORT)`. */
export const EVENT_LOG_TRANSPORT = Symbol('tandem.event-log');

export interface EventLogServerOptions {
  readonly log: EventLog;
  /** Who reads; see `SubscribeOptions`. */
  readonly reader: string;
  readonly positions: PositionStore;
}

export type ConditionListener = (condition: ConsumerCondition, why: string) => void;

/** A type rather than an interface: Nest asks for an index signature. */
export type EventLogServerEvents = { condition: ConditionListener };

/**
 * Nest transport over the event log: a microservice's `@EventPattern<string>(TOPIC)` handlers get `@Payload()
 * batch: LogBatch` and `@Ctx() context: BatchContext`, batch by batch and in order per partition. A handler that fails
 * gets the same records again after a pause; positions are its own (`PositionStore`), so nothing is ever passed that it
 * did not store.
 */
export class EventLogServer extends Server<EventLogServerEvents> implements CustomTransportStrategy {
  override readonly transportId = EVENT_LOG_TRANSPORT;
  /** Keeps Nest from logging failures as unhandled: they come back to the log, which reports them. */
  override readonly propagatesEventHandlerErrors = true;
  readonly #options: EventLogServerOptions;
  readonly #listeners: ConditionListener[] = [];
  #consumer: LogConsumer | undefined;

  constructor(options: EventLogServerOptions) {
    super();
    this.#options = options;
  }

  listen(callback: (error?: unknown) => void): void {
    this.#subscribe().then(() => callback(), callback);
  }

  async close(): Promise<void> {
    await this.#consumer?.close();
  }

  override on<K extends keyof EventLogServerEvents>(event: K, listener: EventLogServerEvents[K]): this {
    if (event === 'condition') this.#listeners.push(listener);
    return this;
  }

  override unwrap<T = LogConsumer | undefined>(): T {
    return this.#consumer as T;
  }

  async #subscribe(): Promise<void> {
    const { log, reader, positions } = this.#options;
    this.#assertEventHandlers();
    this.#consumer = await log.subscribe({
      reader,
      topics: [...this.messageHandlers.keys()],
      handlers: {
        position: (topic, partition) => positions.position(topic, partition),
        batch: (batch) => this.#handle(batch),
        reset: (topic, partition) => positions.reset(topic, partition),
        condition: (condition, why) => {
          positions.condition?.(condition, why);
          for (const listener of this.#listeners) listener(condition, why);
        },
      },
    });
  }

  #assertEventHandlers(): void {
    if (this.messageHandlers.size === 0) {
      throw new TandemError('CONFIG_INVALID', 'no @EventPattern handler for the event log: nothing to read');
    }
    for (const [pattern, handler] of this.messageHandlers) {
      if (handler.isEventHandler) continue;
      throw new TandemError(
        'CONFIG_INVALID',
        `${pattern}: the event log has no replies; use @EventPattern instead of @MessagePattern`,
      );
    }
  }

  async #handle(batch: LogBatch): Promise<void> {
    const handler = this.messageHandlers.get(batch.topic);
    if (handler === undefined) return;
    const context = new BatchContext([batch, this.#options.reader]);
    await this.#withinHooks(context, () => settled(handler, batch, context));
  }

  /** Nest's processing hooks (tracers use them) wrap the call, but do not promise to return its promise. */
  #withinHooks(context: BatchContext, work: () => Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => {
      this.onProcessingStartHook(this.transportId, context, async () => {
        try {
          await work();
          resolve();
        } catch (error) {
          reject(handlerFailure(error, context.topic));
        } finally {
          this.onProcessingEndHook?.(this.transportId, context);
        }
      });
    });
  }
}

/**
 * Runs a handler to its very end. Nest's handlers do not reject: a failure is an Observable that errors, and several
 * handlers of one topic come as one Observable of all.
 */
const settled = async (handler: MessageHandler, batch: LogBatch, context: BatchContext): Promise<void> => {
  const result: unknown = await handler(batch, context);
  if (isObservable(result)) await lastValueFrom(result, { defaultValue: undefined });
};
