import { Controller, Inject } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import { TOPICS } from '@tandem/contracts';
import type { LogBatch } from '@tandem/event-log';
import type { UnitRuntime } from '@tandem/unit';
import { UNIT_RUNTIME } from './tokens.ts';

/** What every unit reads, as `UNIT_TOPICS` lists it. */
@Controller()
export class UnitLogController {
  readonly #runtime: UnitRuntime;

  constructor(@Inject(UNIT_RUNTIME) runtime: UnitRuntime) {
    this.#runtime = runtime;
  }

  @EventPattern<string>(TOPICS.clients.name)
  clients(batch: LogBatch): Promise<void> {
    return this.#runtime.handlers.batch(batch);
  }

  @EventPattern<string>(TOPICS.applications.name)
  applications(batch: LogBatch): Promise<void> {
    return this.#runtime.handlers.batch(batch);
  }

  @EventPattern<string>(TOPICS.numbers.name)
  numbers(batch: LogBatch): Promise<void> {
    return this.#runtime.handlers.batch(batch);
  }

  @EventPattern<string>(TOPICS.accounts.name)
  accounts(batch: LogBatch): Promise<void> {
    return this.#runtime.handlers.batch(batch);
  }

  @EventPattern<string>(TOPICS.relay.name)
  relay(batch: LogBatch): Promise<void> {
    return this.#runtime.handlers.batch(batch);
  }

  @EventPattern<string>(TOPICS.unitStatus.name)
  unitStatus(batch: LogBatch): Promise<void> {
    return this.#runtime.handlers.batch(batch);
  }
}
