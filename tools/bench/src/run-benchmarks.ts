import { writeFile } from 'node:fs/promises';
import { messageOf } from '@tandem/kernel';
import { tempDir } from '@tandem/testing';
import type { Benchmark } from './harness/benchmark.ts';
import { machineLine, thisMachine } from './harness/machine.ts';
import type { BenchOptions } from './harness/options.ts';
import { outcomeLines } from './harness/print-outcome.ts';
import type { Outcome } from './harness/report.ts';

type Result = { readonly name: string; readonly outcome: Outcome | { kind: 'failed'; why: string } };

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const progress = (line: string): void => void process.stderr.write(`${line}\n`);

const runOne = async (benchmark: Benchmark, quick: boolean): Promise<Result> => {
  const { name } = benchmark;
  const dir = await tempDir(`tandem-bench-${name}-`);
  try {
    const context = { quick, dir: dir.path, progress: (line: string) => progress(`${name}: ${line}`) };
    const outcome = await benchmark.run(context);
    for (const line of outcomeLines(name, outcome)) print(line);
    return { name, outcome };
  } catch (error) {
    print(`\n${name}: FAILED, ${messageOf(error)}`);
    return { name, outcome: { kind: 'failed', why: messageOf(error) } };
  } finally {
    await dir.remove();
  }
};

/** Runs one benchmark after the other. @returns false when one could not be carried out; a missed target is no failure. */
export const runBenchmarks = async (
  benchmarks: readonly Benchmark[],
  { names, json, quick }: BenchOptions,
): Promise<boolean> => {
  const machine = thisMachine();
  print(machineLine(machine));
  if (quick) print('--quick: everything runs, and nothing is measured well');
  const results: Result[] = [];
  for (const benchmark of benchmarks) {
    if (names.length === 0 || names.includes(benchmark.name)) results.push(await runOne(benchmark, quick));
  }
  print(`\nload at the end: ${thisMachine().load}`);
  if (json !== undefined) await writeFile(json, `${JSON.stringify({ machine, quick, results }, null, 2)}\n`);
  return results.every(({ outcome }) => outcome.kind !== 'failed');
};
