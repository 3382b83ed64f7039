import { parseArgs } from 'node:util';
import { err, messageOf, ok } from '@tandem/kernel';
import type { Result } from '@tandem/kernel';
import { FAULTS } from '../faults/index.ts';
import type { Fault } from '../faults/index.ts';

export const USAGE = `Usage: npm run chaos -- [OPTIONS]

  --faults A,B,…   only these, one after another; default: all
  --mixed N        then N rounds of two faults at once, drawn at random; default 4
  --rounds N       how often all of it; default 1
  --seed N         of every random choice; default: the time
  --help           this

Starts two provisioning processes, two call-processing units and an SMS unit on a Kafka and a MongoDB-wire server of
their own, breaks things under load, and checks what callers and units said against the guarantees of docs/DESIGN.md.
Exit codes: 0 no violation, 1 a violation (the history is written to a file), 2 wrong usage.

Faults: ${FAULTS.map(({ name }) => name).join(', ')}`;

export interface ChaosOptions {
  readonly faults: readonly Fault[];
  readonly mixed: number;
  readonly rounds: number;
  readonly seed: number;
}

const WHOLE = /^\d{1,9}$/;

const faultsOf = (text: string | undefined): Result<readonly Fault[], string> => {
  if (text === undefined) return ok(FAULTS);
  const names = text.split(',');
  const unknown = names.find((name) => !FAULTS.some((fault) => fault.name === name));
  if (unknown !== undefined) return err(`there is no fault "${unknown}"`);
  return ok(names.flatMap((name) => FAULTS.filter((fault) => fault.name === name)));
};

/** What was asked for; null: the usage. */
export const parseChaosOptions = (
  args: readonly string[],
  seed: number,
): Result<ChaosOptions | null, string> => {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        faults: { type: 'string' },
        mixed: { type: 'string', default: '4' },
        rounds: { type: 'string', default: '1' },
        seed: { type: 'string', default: String(seed) },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) return ok(null);
    const wrong = (['mixed', 'rounds', 'seed'] as const).find((name) => !WHOLE.test(values[name]));
    if (wrong !== undefined) return err(`--${wrong} is not a whole number`);
    const faults = faultsOf(values.faults);
    if (!faults.ok) return faults;
    const { mixed, rounds, seed: given } = values;
    return ok({ faults: faults.value, mixed: Number(mixed), rounds: Number(rounds), seed: Number(given) });
  } catch (error) {
    return err(messageOf(error));
  }
};
