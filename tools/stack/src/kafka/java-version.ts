import { noProgress } from '../progress.ts';
import { runTool } from '../run-tool.ts';
import { StackError } from '../stack-error.ts';
import { javaCommand } from '../tools.ts';

/** Kafka 4 brokers need Java 17 (KIP-1013). */
const LEAST = 17;

/**
 * Checks that there is a Java which can run the broker.
 *
 * @throws StackError TOOL_MISSING when there is none or it is too old
 */
export async function requireJava(env: NodeJS.ProcessEnv = process.env): Promise<void> {
  const printed = await runTool(
    { tool: 'java', command: javaCommand(env), args: ['-version'], env, title: 'java', timeoutMs: 30_000 },
    noProgress,
  );
  const major = javaMajor(printed);
  if (major !== undefined && major < LEAST) {
    throw new StackError(
      'TOOL_MISSING',
      `Kafka needs Java ${LEAST} or newer, this is ${major} (JAVA_HOME, else PATH)`,
    );
  }
}

/** The major version in the output of `java -version`: 17 for `"17.0.15"`, 8 for `"1.8.0_402"`. */
export function javaMajor(printed: string): number | undefined {
  const match = /version "(?:1\.)?(\d+)/.exec(printed);
  return match?.[1] === undefined ? undefined : Number(match[1]);
}
