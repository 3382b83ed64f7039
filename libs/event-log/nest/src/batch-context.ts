import { BaseRpcContext } from '@nestjs/microservices';
import type { LogBatch } from '@tandem/event-log';

/** What a handler is told beside its batch (`@Ctx()`). */
export class BatchContext extends BaseRpcContext<[LogBatch, string]> {
  /** Who reads: the name that the transport was given. */
  get reader(): string {
    return this.args[1];
  }

  get topic(): string {
    return this.args[0].topic;
  }

  get partition(): number {
    return this.args[0].partition;
  }

  /** The position to store with the batch. */
  get nextOffset(): number {
    return this.args[0].nextOffset;
  }

  /** Whether there was nothing more to read when the batch was fetched. */
  get atEnd(): boolean {
    const [{ nextOffset, endOffset }] = this.args;
    return nextOffset >= endOffset;
  }
}
