import { inspect } from 'node:util';
import { canListenTcp, freePort } from '@tandem/testing';
import { askedToStop } from './asked-to-stop.ts';
import { type CliOptions, parseCliOptions, USAGE } from './cli-options.ts';
import { startKafka } from './kafka/start-kafka.ts';
import type { ManagedServer } from './managed-server.ts';
import { startMongoWire } from './mongo/start-mongo-wire.ts';
import { prepareStack } from './prepare.ts';
import { stderrProgress as progress } from './progress.ts';
import { isStackError, StackError } from './stack-error.ts';
import { type StackPart, VARIABLE_OF } from './stack-part.ts';

interface Started {
  readonly name: string;
  readonly server: ManagedServer;
  /** `VARIABLE=value`, for the programs that shall use it. */
  readonly line: string;
}

const USUAL_PORT: Readonly<Record<StackPart, number>> = { kafka: 9092, mongo: 27017 };

const START: Readonly<Record<StackPart, (port: number) => Promise<Started>>> = {
  kafka: async (port) => {
    const server = await startKafka({ port, progress });
    return { name: 'Kafka', server, line: `${VARIABLE_OF.kafka}=${server.brokers.join(',')}` };
  },
  mongo: async (port) => {
    const server = await startMongoWire({ port, progress });
    return { name: 'the MongoDB-wire server', server, line: `${VARIABLE_OF.mongo}=${server.uri}` };
  },
};

async function main(): Promise<void> {
  const options = parseCliOptions(process.argv.slice(2));
  if (options.help) return void process.stdout.write(USAGE);
  if (options.prepare) return prepareStack(options.parts, progress);
  const asked = askedToStop().then(() => undefined);
  const started = await Promise.race([asked, startAll(options)]);
  // Half-started: the reaper ends what runs and removes what lies about.
  if (started === undefined) process.exit(130);
  progress('up; stops with Ctrl-C, and its data goes with it. To use it, set:');
  process.stdout.write(started.map(({ line }) => `${line}\n`).join(''));
  const crashed = await Promise.race([asked, firstToEnd(started)]);
  await Promise.all(started.map(({ server }) => server.close()));
  if (crashed !== undefined) throw crashed;
  progress('stopped');
}

async function startAll(options: CliOptions): Promise<Started[]> {
  await prepareStack(options.parts, progress);
  const outcomes = await Promise.allSettled(
    options.parts.map(async (part) => START[part](await portOf(part, options.ports[part]))),
  );
  const started = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed === undefined) return started;
  await Promise.all(started.map(({ server }) => server.close()));
  throw failed.reason;
}

async function portOf(part: StackPart, wanted: number | undefined): Promise<number> {
  const port = wanted ?? USUAL_PORT[part];
  if (await canListenTcp(port)) return port;
  if (wanted !== undefined) throw new StackError('BAD_OPTION', `--${part}-port: 127.0.0.1:${port} is in use`);
  const other = await freePort();
  progress(`127.0.0.1:${port} is in use: ${part} takes ${other}`);
  return other;
}

function firstToEnd(started: readonly Started[]): Promise<StackError> {
  return Promise.race(
    started.map(async ({ name, server }) => {
      const { code, signal } = await server.exited;
      const lastLines = server.output().split('\n').slice(-20).join('\n');
      return new StackError(
        'START_FAILED',
        `${name} ended by itself (${signal ?? `code ${code}`}):\n${lastLines}`,
      );
    }),
  );
}

try {
  await main();
} catch (error) {
  progress(isStackError(error) ? error.message : inspect(error));
  process.exitCode = 1;
}
