import { kafkaArtifacts } from './kafka/kafka-artifacts.ts';
import { mongoWireProgram } from './mongo/mongo-wire-artifact.ts';
import type { Progress } from './progress.ts';
import type { StackPart } from './stack-part.ts';

const PREPARE: Readonly<Record<StackPart, (progress: Progress, env: NodeJS.ProcessEnv) => Promise<unknown>>> =
  {
    kafka: kafkaArtifacts,
    mongo: mongoWireProgram,
  };

/**
 * Fetches and builds what is not in the cache yet, and starts nothing.
 *
 * @throws StackError TOOL_MISSING, TOOL_FAILED
 */
export async function prepareStack(
  parts: readonly StackPart[],
  progress: Progress,
  env: NodeJS.ProcessEnv = process.env,
): Promise<void> {
  await Promise.all(parts.map((part) => PREPARE[part](progress, env)));
}
