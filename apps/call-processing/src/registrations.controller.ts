import { Controller, Inject } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import { TOPICS } from '@tandem/contracts';
import type { LogBatch, LogConsumerHandlers } from '@tandem/event-log';

/** Nest's name for who reads the registrations. */
export const REGISTRATIONS = Symbol('tandem.registrations');

/** Reads which unit holds which phone. */
@Controller()
export class RegistrationsController {
  readonly #handlers: LogConsumerHandlers;

  constructor(@Inject(REGISTRATIONS) handlers: LogConsumerHandlers) {
    this.#handlers = handlers;
  }

  @EventPattern<string>(TOPICS.registrations.name)
  registrations(batch: LogBatch): Promise<void> {
    return this.#handlers.batch(batch);
  }
}
