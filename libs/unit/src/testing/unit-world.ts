import {
  deadLetterCodec,
  EMPTY_DIGEST,
  MARK_KEY,
  markCodec,
  RESOURCE_TOPICS,
  TOPICS,
  unitStatusCodec,
} from '@tandem/contracts';
import type { DeadLetter, Mark, UnitStatus } from '@tandem/contracts';
import { accountEvent, clientEvent, testKeyRing } from '@tandem/contracts/testing';
import { recordingLogger } from '@tandem/telemetry/testing';
import { waitFor } from '@tandem/testing';
import type { PropagationModel } from '../model/propagation-model.ts';
import { UNIT_TOPICS } from '../runtime/unit-options.ts';
import type { Rollout } from '../runtime/unit-options.ts';
import { UnitRuntime } from '../runtime/unit-runtime.ts';
import { ClientLog, LOG_GENERATION } from './client-log.ts';
import { eventRecord } from './event-record.ts';
import { MemoryCacheFiles } from './memory-cache-files.ts';
import { MemoryEventLog } from './memory-event-log.ts';

const topic = TOPICS.clients.name;

export interface RuntimeOptions {
  readonly model?: PropagationModel;
  readonly staleAfterMs?: number;
  readonly markSilenceMs?: number;
  readonly rollout?: Rollout;
}

/** A unit with a journal, a log and a place for its cache, all in memory, to start and stop as a test likes. */
export class UnitWorld {
  readonly partitions: number;
  readonly log: MemoryEventLog;
  readonly journal: ClientLog;
  readonly files = new MemoryCacheFiles();
  readonly logger = recordingLogger();
  readonly #running: (() => Promise<void>)[] = [];

  constructor(partitions = 3) {
    this.partitions = partitions;
    this.log = new MemoryEventLog(partitions);
    this.journal = new ClientLog(partitions);
  }

  /** Starts a unit on the cache as the one before left it. */
  async start({
    model = { kind: 'none' },
    staleAfterMs = 10_000,
    markSilenceMs = 10_000,
    rollout,
  }: RuntimeOptions = {}): Promise<UnitRuntime> {
    const runtime = new UnitRuntime({
      unit: 'cp-1',
      kind: 'call-processing',
      model,
      files: this.files,
      eventLog: this.log,
      keys: testKeyRing,
      logger: this.logger,
      heartbeatMs: 20,
      staleAfterMs,
      markSilenceMs,
      ...(rollout && { rollout }),
    });
    await runtime.start();
    const { handlers } = runtime;
    const consumer = await this.log.subscribe({ reader: 'cp-1', topics: UNIT_TOPICS, handlers });
    const unlisten = runtime.listen({ reconnect: (why) => consumer.reconnect(why) });
    this.#running.push(async () => {
      unlisten();
      await consumer.close();
      await runtime.stop();
    });
    return runtime;
  }

  async startReady(options: RuntimeOptions = {}): Promise<UnitRuntime> {
    const runtime = await this.start(options);
    await this.ready(runtime);
    return runtime;
  }

  async stop(): Promise<void> {
    for (const stop of this.#running.splice(0)) await stop();
  }

  ready(runtime: UnitRuntime): Promise<true> {
    return waitFor(() => runtime.health().ready, { what: 'READY' });
  }

  /** The relay says which log this is. */
  checkpoint(generation: string = LOG_GENERATION, revision = 0): void {
    const partitions = Array.from({ length: this.partitions }, () => EMPTY_DIGEST);
    this.log.appendCheckpoint({ revision, generation, partitions: { [topic]: partitions } });
  }

  /** The relay marks every partition. */
  mark(over: Partial<Mark> = {}): void {
    for (let partition = 0; partition < this.partitions; partition += 1) {
      this.journal.mark(over, partition);
      for (const other of RESOURCE_TOPICS.slice(1)) this.#markEmpty(other, partition, over);
    }
    this.publish();
  }

  /** Puts what the journal has new on the log. */
  publish(): void {
    for (let partition = 0; partition < this.partitions; partition += 1) {
      this.log.append(this.journal.records(partition).slice(this.log.of(topic, partition).length));
    }
  }

  /** Puts the account of its Clients on the log, at the top: without it none of them is let in. */
  publishAccount(): void {
    const { accountSid: sid } = clientEvent();
    const event = accountEvent({ sid });
    this.log.append([eventRecord({ ...event, state: { ...event.state, parentSid: null } }, 0)]);
  }

  /** There is nothing on the topics of other resources. */
  #markEmpty(
    other: string,
    partition: number,
    { revision = this.journal.events.length }: Partial<Mark>,
  ): void {
    const value = markCodec.encode({ revision, generation: LOG_GENERATION, ...EMPTY_DIGEST });
    const offset = this.log.of(other, partition).length;
    const place = { topic: other, partition, offset, timestamp: 0 };
    this.log.append([{ ...place, key: MARK_KEY, value, headers: {} }]);
  }

  /** What the unit reported so far. */
  reports(): readonly UnitStatus[] {
    return this.log.written.flatMap(({ value }) => {
      const decoded = unitStatusCodec.decode(value ?? Buffer.alloc(0));
      return decoded.ok ? [decoded.value] : [];
    });
  }

  /** What the unit could not apply. */
  deadLetters(): readonly DeadLetter[] {
    return this.log.written.flatMap(({ topic: to, value }) => {
      const decoded =
        to === TOPICS.deadLetters.name ? deadLetterCodec.decode(value ?? Buffer.alloc(0)) : null;
      return decoded?.ok === true ? [decoded.value] : [];
    });
  }

  said(message: RegExp): boolean {
    return this.logger.lines.some((line) => message.test(line.message));
  }
}

/** The version that a unit serves under a login; null if none. */
export const versionOf = (runtime: UnitRuntime, login: string): number | null => {
  const belief = runtime.belief('tandem.local', login);
  return belief.kind === 'served' ? belief.client.event.version : null;
};
