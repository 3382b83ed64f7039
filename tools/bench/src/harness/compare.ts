import { spreadOf } from './statistics.ts';
import type { Spread } from './statistics.ts';

/** One of the things that are compared; a round measures it once. */
export interface Side<S> {
  readonly name: string;
  round(index: number): Promise<S>;
}

export interface CompareOptions {
  /** Rounds whose results are thrown away: code gets compiled, files and caches get warm. */
  readonly warmUps: number;
  readonly rounds: number;
}

/** What every side measured, round by round, under its name. */
export type Samples<S> = ReadonlyMap<string, readonly S[]>;

/**
 * Lets the sides take turns, so that whatever else the machine does meets them all alike. Each round begins where the
 * one before ended (A B, B A, A B …): a drift in one direction then favours none.
 */
export const takeTurns = async <S>(
  sides: readonly Side<S>[],
  { warmUps, rounds }: CompareOptions,
): Promise<Samples<S>> => {
  const samples = new Map<string, S[]>(sides.map(({ name }) => [name, []]));
  for (let index = 0; index < warmUps + rounds; index += 1) {
    for (const side of index % 2 === 0 ? sides : sides.toReversed()) {
      const sample = await side.round(index);
      if (index >= warmUps) samples.get(side.name)?.push(sample);
    }
  }
  return samples;
};

/** One number of each sample of one side; none when there is no such side. */
export const valuesOf = <S>(samples: Samples<S>, side: string, of: (sample: S) => number): number[] =>
  (samples.get(side) ?? []).map(of);

/** The ratio of two sides, taken round by round: what slowed both cancels out. */
export const ratioOf = <S>(
  samples: Samples<S>,
  [above, below]: readonly [string, string],
  of: (sample: S) => number,
): Spread => {
  const divisors = valuesOf(samples, below, of);
  return spreadOf(
    valuesOf(samples, above, of).map((value, round) => value / (divisors[round] ?? Number.NaN)),
  );
};
