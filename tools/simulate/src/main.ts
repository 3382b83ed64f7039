import { writeFileSync } from 'node:fs';
import { seededRandom } from '@tandem/kernel/testing';
import { printModel } from '@tandem/unit';
import { capacityOf } from './engine/capacity.ts';
import { simulate } from './engine/simulate.ts';
import { parseSimulateOptions, USAGE } from './options.ts';
import type { SimulateOptions } from './options.ts';
import { ASSUMPTIONS } from './parameters.ts';
import type { Topology } from './parameters.ts';
import { plot } from './report/plot.ts';
import { figures } from './report/table.ts';
import type { Scenario } from './report/table.ts';

const EXIT_USAGE = 2;
const TOPOLOGIES: readonly Topology[] = ['direct', 'mirrors'];

const run = ({ parameters, seed, out }: SimulateOptions): void => {
  const { units, clients, regions, model, writesPerSecond } = parameters;
  const title = `${units} units, ${clients} Clients, ${regions} regions, ${writesPerSecond} writes/s, model ${printModel(model)}`;
  console.log(`${title}, seed ${seed}\n`);
  const scenarios = TOPOLOGIES.map((topology): Scenario => {
    const asked = { ...parameters, topology };
    return { name: topology, convergence: simulate(asked, seededRandom(seed)), capacity: capacityOf(asked) };
  });
  console.log(figures(scenarios));
  const curves = scenarios.flatMap(({ name, convergence }) => [
    { name: `${name}: one unit`, histogram: convergence.each },
    { name: `${name}: all units`, histogram: convergence.all },
    { name: `${name}: all but the lost region`, histogram: convergence.others },
  ]);
  writeFileSync(out, plot(title, curves));
  console.log(`\nPlot: ${out}\n\nAssumed:\n${ASSUMPTIONS.map((text) => `- ${text}`).join('\n')}`);
};

const options = parseSimulateOptions(process.argv.slice(2));
if (!options.ok) {
  console.error(`${options.error}\n\n${USAGE}`);
  process.exitCode = EXIT_USAGE;
} else if (options.value === null) console.log(USAGE);
else run(options.value);
