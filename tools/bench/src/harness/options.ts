import { parseArgs } from 'node:util';
import { err, ok } from '@tandem/kernel';
import type { Result } from '@tandem/kernel';

export interface BenchOptions {
  /** Those to run; empty: all. */
  readonly names: readonly string[];
  /** Where the figures go as JSON too. */
  readonly json?: string | undefined;
  /** Fewer and shorter rounds: proves that everything runs, measures little. */
  readonly quick: boolean;
  readonly help: boolean;
}

/** Reads the command line; the error says what is wrong with it. */
export const parseBenchOptions = (
  args: readonly string[],
  known: readonly string[],
): Result<BenchOptions, string> => {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        json: { type: 'string' },
        quick: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    const unknown = positionals.filter((name) => !known.includes(name));
    if (unknown.length > 0) return err(`no benchmark ${unknown.join(', ')}; there are ${known.join(', ')}`);
    return ok({ names: positionals, ...values });
  } catch (error) {
    return err(error instanceof Error ? error.message : String(error));
  }
};
