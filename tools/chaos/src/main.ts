import { seededRandom } from '@tandem/kernel/testing';
import { withVictim } from './run/chaos-stack.ts';
import { parseChaosOptions, USAGE } from './run/options.ts';
import type { ChaosOptions } from './run/options.ts';
import { lineOf, summaryOf } from './run/report.ts';
import { runChaos } from './run/run-chaos.ts';
import type { ChaosEvent } from './run/run-chaos.ts';

const EXIT_VIOLATED = 1;
const EXIT_USAGE = 2;

const run = async (options: ChaosOptions): Promise<void> => {
  console.log(`seed ${options.seed}`);
  const events: ChaosEvent[] = [];
  await withVictim(seededRandom(options.seed), (victim) =>
    runChaos(options, victim, (event) => {
      events.push(event);
      console.log(lineOf(event));
    }),
  );
  const { text, clean } = summaryOf(events);
  console.log(`\n${text}`);
  if (!clean) process.exitCode = EXIT_VIOLATED;
};

const options = parseChaosOptions(process.argv.slice(2), Date.now() % 1_000_000);
if (!options.ok) {
  console.error(`${options.error}\n\n${USAGE}`);
  process.exitCode = EXIT_USAGE;
} else if (options.value === null) console.log(USAGE);
else await run(options.value);
