import { afterEach, beforeEach, describe } from '@jest/globals';
import { TOPICS } from '@tandem/contracts';
import { waitFor } from '@tandem/testing';
import type { EventLog, LogConsumer } from '../event-log.ts';
import { closeContract } from './close-contract.ts';
import { consumerContract } from './consumer-contract.ts';
import { fencingContract } from './fencing-contract.ts';
import type { EventLogHarness, EventLogUnderTest } from './harness.ts';
import { publisherContract } from './publisher-contract.ts';
import type { RecordingReader } from './recording-reader.ts';
import { redeliveryContract } from './redelivery-contract.ts';
import { resetContract } from './reset-contract.ts';
import { topicsContract } from './topics-contract.ts';
import { writerContract } from './writer-contract.ts';

/** What every part of the suite works with: a fresh log with all topics, per test. */
export interface ContractContext {
  readonly subject: EventLogUnderTest;
  readonly harness: () => EventLogHarness;
  /** The handle of "this process". */
  readonly log: () => EventLog;
  readonly subscribe: (reader: RecordingReader, options?: SubscribeToClients) => Promise<LogConsumer>;
  /** Waits, bounded by the log's patience. */
  readonly until: <T>(what: string, condition: () => T | false | null | undefined) => Promise<T>;
}

export interface SubscribeToClients {
  readonly log?: EventLog;
  readonly reader?: string;
  readonly topics?: readonly string[];
}

/** Runs the whole suite of the EventLog port against an adapter. */
export const describeEventLog = (subject: EventLogUnderTest): void => {
  describe(`${subject.name} as an EventLog`, () => {
    let harness: EventLogHarness;
    let log: EventLog;

    beforeEach(async () => {
      harness = await subject.create();
      log = await harness.open();
      await log.ensureTopics(Object.values(TOPICS));
    });

    afterEach(() => harness.dispose());

    const context: ContractContext = {
      subject,
      harness: () => harness,
      log: () => log,
      subscribe: (reader, options = {}) =>
        (options.log ?? log).subscribe({
          reader: options.reader ?? 'unit-1',
          topics: options.topics ?? [TOPICS.clients.name],
          handlers: reader,
        }),
      until: (what, condition) => waitFor(condition, { what, timeoutMs: subject.patienceMs }),
    };

    topicsContract(context);
    publisherContract(context);
    fencingContract(context);
    consumerContract(context);
    redeliveryContract(context);
    resetContract(context);
    writerContract(context);
    closeContract(context);
  });
};
