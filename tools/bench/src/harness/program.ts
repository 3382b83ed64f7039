import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { TandemError, withDeadline } from '@tandem/kernel';
import { cpuSeconds, residentBytes } from './process-cpu.ts';

/** What a program can be asked: names of questions, and for each a function from what is asked to the answer. */
export type Questions = Readonly<Record<string, (asked: never) => unknown>>;

export interface Question {
  readonly id: number;
  readonly name: string;
  readonly asked: unknown;
}

export type Answer =
  { readonly id: number; readonly answered: unknown } | { readonly id: number; readonly failed: string };

export interface ProgramOptions {
  /** Flags of Node, before the program's name. */
  readonly execArgv?: readonly string[];
  /** The longest that it may take to come up, milliseconds. */
  readonly startMs?: number;
}

interface Waiting {
  readonly resolve: (answered: unknown) => void;
  readonly reject: (error: Error) => void;
}

const START_MS = 30_000;
const STOP_MS = 15_000;
const ASK_MS = 120_000;

/** One of the processes of a benchmark: it is asked questions, and ends with its starter however that ends. */
export class Program<Q extends Questions> {
  readonly #child: ChildProcess;
  readonly #name: string;
  readonly #waiting = new Map<number, Waiting>();
  #asked = 0;

  private constructor(child: ChildProcess, name: string) {
    this.#child = child;
    this.#name = name;
    child.on('message', (message) => this.#take(message as Answer));
    child.once('exit', (code, signal) => this.#end(`ended by itself (${signal ?? `code ${code}`})`));
    child.once('error', (error) => this.#end(error.message));
  }

  /** Starts the program in a file that calls `serveProgram`. Throws `TIMED_OUT` or `CLOSED` when it does not come up. */
  static async start<Q extends Questions>(file: URL, options: ProgramOptions = {}): Promise<Program<Q>> {
    const { execArgv = [], startMs = START_MS } = options;
    const child = fork(file, { execArgv: [...execArgv], serialization: 'advanced' });
    const program = new Program<Q>(child, file.pathname.slice(file.pathname.lastIndexOf('/') + 1));
    const up = new Promise((resolve, reject) => program.#waiting.set(0, { resolve, reject }));
    try {
      await withDeadline(up, startMs, `starting ${program.#name}`);
    } catch (error) {
      child.kill('SIGKILL');
      throw error;
    }
    return program;
  }

  /** Throws what the program says that went wrong, `TIMED_OUT`, or `CLOSED` when it ends instead of answering. */
  async ask<K extends keyof Q & string>(
    name: K,
    asked: Parameters<Q[K]>[0],
    withinMs = ASK_MS,
  ): Promise<Awaited<ReturnType<Q[K]>>> {
    const id = (this.#asked += 1);
    const answer = new Promise<unknown>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#child.send({ id, name, asked } satisfies Question);
    });
    const answered = await withDeadline(answer, withinMs, `asking ${this.#name} to ${name}`);
    return answered as Awaited<ReturnType<Q[K]>>;
  }

  /** CPU seconds that the process and those it has started have used so far. */
  cpuSeconds(): number {
    return cpuSeconds(this.#child.pid ?? 0);
  }

  /** Bytes that the process has resident. */
  residentBytes(): number {
    return residentBytes(this.#child.pid ?? 0);
  }

  /** Asks it to end, and kills it when it does not. */
  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const exited = once(this.#child, 'exit');
    this.#waiting.clear();
    if (this.#child.connected) this.#child.disconnect();
    await withDeadline(exited, STOP_MS, `stopping ${this.#name}`).catch(() => this.#child.kill('SIGKILL'));
  }

  #take(answer: Answer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if ('answered' in answer) waiting?.resolve(answer.answered);
    else waiting?.reject(new TandemError('CLOSED', `${this.#name}: ${answer.failed}`));
  }

  #end(why: string): void {
    for (const { reject } of this.#waiting.values())
      reject(new TandemError('CLOSED', `${this.#name} ${why}`));
    this.#waiting.clear();
  }
}
