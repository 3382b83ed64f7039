import type { Benchmark } from './harness/benchmark.ts';
import { convergence } from './convergence/benchmark.ts';
import { bulkImport } from './import/benchmark.ts';
import { pages } from './pages/benchmark.ts';
import { parser } from './parser/benchmark.ts';
import { propagation } from './propagation/benchmark.ts';
import { receipts } from './receipts/benchmark.ts';
import { million } from './rebuild/million.ts';
import { rebuild } from './rebuild/benchmark.ts';
import { registrations } from './registrations/benchmark.ts';
import { scale } from './scale/benchmark.ts';
import { writes } from './writes/benchmark.ts';

/** In the order in which they run. */
export const BENCHMARKS: readonly Benchmark[] = [
  writes,
  propagation,
  convergence,
  receipts,
  bulkImport,
  pages,
  rebuild,
  million,
  scale,
  registrations,
  parser,
];
