import type { Benchmark } from './harness/benchmark.ts';
import { propagation } from './propagation/benchmark.ts';
import { writes } from './writes/benchmark.ts';

/** In the order in which they run. */
export const BENCHMARKS: readonly Benchmark[] = [writes, propagation];
