import { BENCHMARKS } from './benchmarks.ts';
import { parseBenchOptions } from './harness/options.ts';
import { runBenchmarks } from './run-benchmarks.ts';

const USAGE = `npm run bench [-- name …] [--quick] [--json FILE]

${BENCHMARKS.map(({ name, about }) => `  ${name.padEnd(14)} ${about}`).join('\n')}

  --quick        fewer and shorter rounds: shows that everything runs
  --json FILE    writes the figures to FILE too
`;

const options = parseBenchOptions(
  process.argv.slice(2),
  BENCHMARKS.map(({ name }) => name),
);
if (!options.ok) {
  process.stderr.write(`${options.error}\n\n${USAGE}`);
  process.exitCode = 2;
} else if (options.value.help) {
  process.stdout.write(USAGE);
} else {
  process.exitCode = (await runBenchmarks(BENCHMARKS, options.value)) ? 0 : 1;
}
