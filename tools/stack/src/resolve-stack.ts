import { dockerProvider } from './docker/docker-provider.ts';
import type { KafkaJvm } from './kafka/start-kafka.ts';
import { nativeProvider } from './native-provider.ts';
import { noProgress, type Progress } from './progress.ts';
import { isStackError, StackError } from './stack-error.ts';
import { type RunningPart, type StackPart, type StackProvider, VARIABLE_OF } from './stack-part.ts';

export interface ResolveOptions {
  readonly need: readonly StackPart[];
  readonly env?: NodeJS.ProcessEnv;
  readonly progress?: Progress;
  /** Of a broker that is started as a program of this machine. */
  readonly kafkaJvm?: KafkaJvm;
  /** Asked in this order for what the environment does not name. Default: Docker, then this machine's programs. */
  readonly providers?: readonly StackProvider[];
}

export type ResolvedStack = AvailableStack | UnavailableStack;

export interface AvailableStack {
  readonly available: true;
  /** Kafka's bootstrap addresses; empty when Kafka was not asked for. */
  readonly brokers: readonly string[];
  /** MongoDB's connection string; empty when MongoDB was not asked for. */
  readonly uri: string;
  /** The variables to set for a process that shall use this stack. */
  readonly env: Readonly<Record<string, string>>;
  /** Ends what was started here, and nothing else. */
  close(): Promise<void>;
}

export interface UnavailableStack {
  readonly available: false;
  /** Why, and what would help; one line for each part. */
  readonly reason: string;
}

/**
 * Finds or starts the servers that a test needs: the ones named in the environment (KAFKA_BROKERS, MONGODB_URI),
 * else containers, else programs of this machine. All parts or none.
 *
 * @throws StackError NOT_AVAILABLE instead of an unavailable stack when REQUIRE_STACK=1
 */
export async function resolveStack(options: ResolveOptions): Promise<ResolvedStack> {
  const { need, env = process.env, progress = noProgress, kafkaJvm } = options;
  const providers = options.providers ?? [dockerProvider, nativeProvider(progress, kafkaJvm)];
  const outcomes = await Promise.all(need.map((part) => resolvePart(part, { env, progress, providers })));
  const running = outcomes.filter((outcome) => 'address' in outcome);
  const reasons = outcomes.flatMap((outcome) => ('reason' in outcome ? [outcome.reason] : []));
  if (reasons.length === 0) return available(running);
  await closeAll(running);
  const reason = reasons.join('\n');
  if (env['REQUIRE_STACK'] === '1') throw new StackError('NOT_AVAILABLE', reason);
  return { available: false, reason };
}

interface NamedPart extends RunningPart {
  readonly part: StackPart;
}

async function resolvePart(
  part: StackPart,
  { env, progress, providers }: Required<Omit<ResolveOptions, 'need' | 'kafkaJvm'>>,
): Promise<NamedPart | { readonly reason: string }> {
  const given = env[VARIABLE_OF[part]];
  if (given !== undefined && given !== '') return { part, address: given, close: async () => undefined };
  const reasons: string[] = [];
  for (const provider of providers) {
    try {
      return { part, ...(await provider.start(part)) };
    } catch (error) {
      if (!isStackError(error)) throw error;
      reasons.push(`${provider.name}: ${error.message}`);
      if (error.code !== 'NOT_AVAILABLE') progress(`${part}: ${reasons.at(-1)}`);
    }
  }
  return { reason: `no ${part}: ${VARIABLE_OF[part]} is not set; ${reasons.join('; ')}` };
}

function available(running: readonly NamedPart[]): AvailableStack {
  const addressOf = (wanted: StackPart): string => running.find(({ part }) => part === wanted)?.address ?? '';
  return {
    available: true,
    brokers: addressOf('kafka')
      .split(',')
      .filter((broker) => broker !== ''),
    uri: addressOf('mongo'),
    env: Object.fromEntries(running.map(({ part, address }) => [VARIABLE_OF[part], address])),
    close: () => closeAll(running),
  };
}

async function closeAll(running: readonly RunningPart[]): Promise<void> {
  await Promise.all(running.map((part) => part.close()));
}
