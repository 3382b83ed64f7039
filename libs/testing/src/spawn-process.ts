import { type ChildProcess, spawn } from 'node:child_process';
import { CapturedOutput, matches } from './captured-output.ts';
import { TestingError } from './testing-error.ts';

export interface SpawnOptions {
  readonly command: string;
  readonly args?: readonly string[];
  readonly cwd?: string;
  /** The whole environment of the process. Default: this process's own. */
  readonly env?: NodeJS.ProcessEnv;
  /** For messages. Default: the command. */
  readonly name?: string;
  /** Own process group, so that Ctrl-C in a terminal reaches only us and we decide what ends when. */
  readonly detached?: boolean;
}

export interface ProcessExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface SpawnedProcess {
  readonly name: string;
  readonly pid: number;
  /** The whole lines of standard output and error so far, in order of arrival; at most the last 20,000. */
  output(): string;
  /** Whether it still runs. */
  running(): boolean;
  /** Resolves, never rejects, when the process has ended and its output was read. */
  readonly exited: Promise<ProcessExit>;
  /** Writes to its standard input. */
  write(text: string): void;
  /**
   * The first line, printed already or to come, that matches; at most `timeoutMs` (default 10,000).
   * @throws TestingError WAIT_TIMEOUT, or PROCESS_EXITED when it ends first; both show the last lines printed
   */
  waitForLine(pattern: RegExp, options?: { readonly timeoutMs?: number }): Promise<string>;
  /** Sends a signal; nothing happens when the process has ended. */
  signal(signal: NodeJS.Signals): void;
  /** SIGTERM, then SIGKILL after `graceMs` (default 5000); resolves when it has ended. */
  stop(options?: { readonly graceMs?: number }): Promise<ProcessExit>;
  /** SIGKILL; resolves when it has ended. */
  kill(): Promise<ProcessExit>;
}

/**
 * Starts a program without a shell and captures what it prints.
 *
 * @throws TestingError SPAWN_FAILED when there is no such program
 */
export async function spawnProcess(options: SpawnOptions): Promise<SpawnedProcess> {
  const name = options.name ?? options.command;
  const child = spawn(options.command, options.args ?? [], {
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    env: options.env ?? process.env,
    detached: options.detached ?? false,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const output = capture(child);
  const exited = new Promise<ProcessExit>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
  await started(child, name);
  return handle({ name, child, output, exited });
}

interface Parts {
  readonly name: string;
  readonly child: ChildProcess;
  readonly output: CapturedOutput;
  readonly exited: Promise<ProcessExit>;
}

function capture(child: ChildProcess): CapturedOutput {
  const output = new CapturedOutput();
  for (const stream of [child.stdout, child.stderr]) {
    const writer = output.writer();
    stream?.setEncoding('utf8').on('data', writer.push).once('end', writer.end);
  }
  // A write to a process that has just ended: its exit tells the story.
  child.stdin?.on('error', () => undefined);
  return output;
}

function started(child: ChildProcess, name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (cause) => {
      reject(new TestingError('SPAWN_FAILED', `cannot start ${name}: ${cause.message}`, cause));
    });
  });
}

function handle(parts: Parts): SpawnedProcess {
  const { name, child, output, exited } = parts;
  const running = (): boolean => child.exitCode === null && child.signalCode === null;
  const signal = (which: NodeJS.Signals): void => {
    if (running()) child.kill(which);
  };
  return {
    name,
    pid: child.pid ?? -1,
    output: () => output.all(),
    running,
    exited,
    write: (text) => void child.stdin?.write(text),
    waitForLine: (pattern, options = {}) => waitForLine(parts, pattern, options.timeoutMs ?? 10_000),
    signal,
    stop: async ({ graceMs = 5000 } = {}) => {
      signal('SIGTERM');
      // A process stopped by SIGSTOP keeps SIGTERM for later.
      signal('SIGCONT');
      const timer = setTimeout(() => signal('SIGKILL'), graceMs);
      return exited.finally(() => clearTimeout(timer));
    },
    kill: () => {
      signal('SIGKILL');
      return exited;
    },
  };
}

function waitForLine(parts: Parts, pattern: RegExp, timeoutMs: number): Promise<string> {
  const { name, output, exited } = parts;
  const printed = output.find(pattern);
  if (printed !== undefined) return Promise.resolve(printed);
  return new Promise((resolve, reject) => {
    const fail = (code: 'WAIT_TIMEOUT' | 'PROCESS_EXITED', what: string): void => {
      finish();
      reject(
        new TestingError(
          code,
          `${name} ${what} before it printed ${pattern}; last lines:\n${output.tail(20)}`,
        ),
      );
    };
    const timer = setTimeout(() => fail('WAIT_TIMEOUT', `took more than ${timeoutMs} ms`), timeoutMs);
    const stopListening = output.onLine((line) => {
      if (!matches(pattern, line)) return;
      finish();
      resolve(line);
    });
    const finish = (): void => {
      clearTimeout(timer);
      stopListening();
    };
    void exited.then(({ code, signal }) => fail('PROCESS_EXITED', `ended (${signal ?? `code ${code}`})`));
  });
}
