import type { SpawnedProcess } from '@tandem/testing';
import { type Progress, secondsSince } from './progress.ts';
import { spawnReaped } from './spawn-reaped.ts';
import { StackError } from './stack-error.ts';
import { missingTool, type ToolName } from './tools.ts';

export interface ToolRun {
  readonly tool: ToolName;
  /** The program, when it is not simply the tool's name on the PATH. */
  readonly command?: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** What is being done, for progress lines: "Kafka 4.3.1: fetching". */
  readonly title: string;
  /** Lines of the tool's output to count in progress lines, and what one of them stands for. */
  readonly count?: { readonly pattern: RegExp; readonly unit: string };
  /** Milliseconds after which it is killed. */
  readonly timeoutMs: number;
}

const PROGRESS_EVERY_MS = 5000;

/**
 * Runs a tool to its end and returns what it printed.
 *
 * @throws StackError TOOL_MISSING when it is not installed, TOOL_FAILED with its last lines when it fails
 */
export async function runTool(run: ToolRun, progress: Progress): Promise<string> {
  const child = await start(run);
  const since = performance.now();
  const ticker = setInterval(() => progress(statusOf(run, child, since)), PROGRESS_EVERY_MS);
  const killer = setTimeout(() => child.signal('SIGKILL'), run.timeoutMs);
  const exit = await child.exited;
  clearInterval(ticker);
  clearTimeout(killer);
  if (exit.code === 0) return child.output();
  const how = exit.signal ?? `exit code ${exit.code}`;
  const lastLines = child.output().split('\n').slice(-15).join('\n');
  throw new StackError('TOOL_FAILED', `${run.title}: ${run.tool} failed (${how}):\n${lastLines}`);
}

async function start(run: ToolRun): Promise<SpawnedProcess> {
  try {
    return await spawnReaped({
      command: run.command ?? run.tool,
      args: run.args,
      ...(run.cwd === undefined ? {} : { cwd: run.cwd }),
      ...(run.env === undefined ? {} : { env: run.env }),
      name: run.tool,
    });
  } catch (error) {
    throw missingTool(run.tool, error);
  }
}

function statusOf({ title, count }: ToolRun, child: SpawnedProcess, since: number): string {
  if (count === undefined) return `${title} … ${secondsSince(since)}`;
  const counted = child
    .output()
    .split('\n')
    .filter((line) => count.pattern.test(line)).length;
  return `${title} … ${counted} ${count.unit}, ${secondsSince(since)}`;
}
