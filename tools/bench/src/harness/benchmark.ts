import type { Outcome } from './report.ts';

export interface BenchmarkContext {
  readonly quick: boolean;
  /** A directory of its own on a disk, removed afterwards. */
  readonly dir: string;
  /** Tells people what goes on. */
  readonly progress: (line: string) => void;
}

export interface Benchmark {
  readonly name: string;
  /** One line for the list of benchmarks. */
  readonly about: string;
  run(context: BenchmarkContext): Promise<Outcome>;
}
