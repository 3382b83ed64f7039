import { messageOf } from '@tandem/kernel';
import { type SpawnOptions, type SpawnedProcess, waitFor } from '@tandem/testing';
import { spawnReaped } from './spawn-reaped.ts';
import { StackError } from './stack-error.ts';

export interface ServerProcess extends SpawnOptions {
  readonly name: string;
  /** What it prints when its listeners are open. */
  readonly readyLine: RegExp;
  /** Whether it answers a request. */
  readonly answers: () => Promise<boolean>;
  readonly timeoutMs: number;
}

/**
 * Starts a server and waits until it says that it is up and answers a request.
 *
 * @throws StackError START_FAILED with its last lines; the process is gone then
 */
export async function startServerProcess(server: ServerProcess): Promise<SpawnedProcess> {
  const { name, readyLine, answers, timeoutMs } = server;
  const deadline = performance.now() + timeoutMs;
  let process: SpawnedProcess | undefined;
  try {
    process = await spawnReaped(server);
    await process.waitForLine(readyLine, { timeoutMs });
    await waitFor(answers, {
      what: `${name} to answer`,
      timeoutMs: Math.max(1000, deadline - performance.now()),
    });
    return process;
  } catch (error) {
    await process?.kill();
    throw new StackError('START_FAILED', `${name} did not start: ${messageOf(error)}`, error);
  }
}
