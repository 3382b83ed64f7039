import { parseArgs } from 'node:util';
import { err, messageOf, ok } from '@tandem/kernel';
import type { Result } from '@tandem/kernel';
import { MODEL_FORMS, parseModel } from '@tandem/unit';
import { SERVICES } from './parameters.ts';
import type { Parameters } from './parameters.ts';

export const USAGE = `Usage: npm run simulate -- [OPTIONS]

  --units N        default 5000
  --clients N      default 50000000
  --regions N      default 12
  --model MODEL    ${MODEL_FORMS}; default none
  --writes N       a second, default 200
  --seconds N      of simulated time, default 30
  --outage N       seconds for which one region is cut off, default 10; 0: never
  --seed N         default 1
  --out FILE       the plot, default simulate.svg

Simulates how changes reach the units, with every unit at one broker and with a mirror in each region.`;

export interface SimulateOptions {
  readonly parameters: Omit<Parameters, 'topology'>;
  readonly seed: number;
  readonly out: string;
}

const NUMBERS = {
  units: { fallback: '5000', least: 1, most: 1_000_000 },
  clients: { fallback: '50000000', least: 1, most: 10_000_000_000 },
  regions: { fallback: '12', least: 1, most: 1000 },
  writes: { fallback: '200', least: 1, most: 100_000 },
  seconds: { fallback: '30', least: 1, most: 3600 },
  outage: { fallback: '10', least: 0, most: 3600 },
  seed: { fallback: '1', least: 0, most: 2 ** 32 - 1 },
} as const;

type Name = keyof typeof NUMBERS;
const NAMES = Object.keys(NUMBERS) as Name[];
/** Changes times units that are looked at: a minute or so. */
const MOST_STEPS = 100_000_000;

const wrongNumber = (values: Readonly<Record<Name, string>>): string | undefined => {
  const wrong = NAMES.find((name) => {
    const { least, most } = NUMBERS[name];
    const value = Number(values[name]);
    return !/^\d{1,11}$/.test(values[name]) || value < least || value > most;
  });
  return wrong && `--${wrong} is not a whole number from ${NUMBERS[wrong].least} to ${NUMBERS[wrong].most}`;
};

/** What was asked for; null: the usage. */
export const parseSimulateOptions = (args: readonly string[]): Result<SimulateOptions | null, string> => {
  try {
    const text = (name: Name) => ({ type: 'string' as const, default: NUMBERS[name].fallback });
    const { values } = parseArgs({
      args: [...args],
      options: {
        ...{
          units: text('units'),
          clients: text('clients'),
          regions: text('regions'),
          writes: text('writes'),
        },
        ...{ seconds: text('seconds'), outage: text('outage'), seed: text('seed') },
        model: { type: 'string', default: 'none' },
        out: { type: 'string', default: 'simulate.svg' },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) return ok(null);
    const wrong = wrongNumber(values);
    if (wrong !== undefined) return err(wrong);
    const model = parseModel(values.model);
    if (!model.ok) return model;
    const number = (name: Name): number => Number(values[name]);
    if (number('regions') > number('units')) return err('there are more --regions than --units');
    if (
      number('writes') * number('seconds') * Math.min(number('units'), 500 * number('regions')) >
      MOST_STEPS
    ) {
      return err('that is too much to look at: take fewer --writes or --seconds');
    }
    const parameters = {
      ...{
        units: number('units'),
        clients: number('clients'),
        regions: number('regions'),
        model: model.value,
      },
      ...{ writesPerSecond: number('writes'), seconds: number('seconds'), outageSeconds: number('outage') },
      services: SERVICES,
    };
    return ok({ parameters, seed: number('seed'), out: values.out });
  } catch (error) {
    return err(messageOf(error));
  }
};
