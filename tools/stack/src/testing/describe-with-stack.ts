import { describe, it } from '@jest/globals';
import { assertNever } from '@tandem/kernel';
import { kafkaIsPrepared } from '../kafka/kafka-artifacts.ts';
import { mongoWireIsPrepared } from '../mongo/mongo-wire-artifact.ts';
import { REASON_VARIABLE } from '../shared/shared-stack-report.ts';
import { StackError } from '../stack-error.ts';
import { type StackPart, VARIABLE_OF } from '../stack-part.ts';

export interface SharedServers {
  /** Kafka's bootstrap addresses. */
  readonly brokers: readonly string[];
  /** MongoDB's connection string, without a database. */
  readonly uri: string;
}

/**
 * A block of tests on the Kafka that the whole run shares: use topics and groups of your own, and leave the broker
 * up. Without one the block is skipped with a line that says why; under REQUIRE_STACK=1 it fails.
 */
export function describeWithKafka(name: string, body: (brokers: readonly string[]) => void): void {
  gate(name, sharedLacks(['kafka']), () => body(sharedServers().brokers));
}

/** As {@link describeWithKafka}, on the shared MongoDB-wire server: use a database of your own. */
export function describeWithMongo(name: string, body: (uri: string) => void): void {
  gate(name, sharedLacks(['mongo']), () => body(sharedServers().uri));
}

/** As {@link describeWithKafka}, with both servers. */
export function describeWithStack(name: string, body: (servers: SharedServers) => void): void {
  gate(name, sharedLacks(['kafka', 'mongo']), () => body(sharedServers()));
}

/**
 * A block of tests that start, kill and freeze servers of their own (`startKafka`, `startMongoWire`). Skipped where
 * they are not in the cache yet, as tests are no place to download; under REQUIRE_STACK=1 it fails there.
 */
export function describeWithOwnServers(parts: readonly StackPart[], name: string, body: () => void): void {
  gate(
    name,
    parts.flatMap((part) => (IS_PREPARED[part]() ? [] : [`${part} is not prepared: ${PREPARE_HINT}`])),
    body,
  );
}

const PREPARE_HINT = 'npm run stack -- --prepare';
const IS_PREPARED: Readonly<Record<StackPart, () => boolean>> = {
  kafka: kafkaIsPrepared,
  mongo: mongoWireIsPrepared,
};

function sharedServers(): SharedServers {
  const brokers = (process.env[VARIABLE_OF.kafka] ?? '').split(',').filter((broker) => broker !== '');
  return { brokers, uri: process.env[VARIABLE_OF.mongo] ?? '' };
}

/** Why the parts that are not named in the environment are missing; empty when all are there. */
export function sharedLacks(parts: readonly StackPart[], env: NodeJS.ProcessEnv = process.env): string[] {
  const missing = parts.filter((part) => (env[VARIABLE_OF[part]] ?? '') === '');
  return missing.map((part) => env[REASON_VARIABLE[part]] ?? hint(part));
}

function hint(part: StackPart): string {
  return `${VARIABLE_OF[part]} is not set (npm run stack prints it), nor TANDEM_TEST_STACK=1 to start it for the run`;
}

function gate(name: string, lacks: readonly string[], body: () => void): void {
  const decision = decide(lacks, process.env);
  switch (decision) {
    case 'run':
      describe(name, body);
      return;
    case 'skip':
      process.stderr.write(`skipped: ${name}: ${lacks.join('; ')}\n`);
      describe.skip(name, body);
      return;
    case 'fail':
      describe(name, () => {
        it('has the servers it needs', () => {
          throw new StackError('NOT_AVAILABLE', lacks.join('\n'));
        });
      });
      return;
    default:
      assertNever(decision);
  }
}

/** What becomes of a block that lacks these servers; REQUIRE_STACK=1 turns a skip into a failure. */
export function decide(lacks: readonly string[], env: NodeJS.ProcessEnv): 'run' | 'skip' | 'fail' {
  if (lacks.length === 0) return 'run';
  return env['REQUIRE_STACK'] === '1' ? 'fail' : 'skip';
}
