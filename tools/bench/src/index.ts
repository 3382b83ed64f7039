export { BENCHMARKS } from './benchmarks.ts';
export { runBenchmarks } from './run-benchmarks.ts';
