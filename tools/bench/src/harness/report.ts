import type { Spread } from './statistics.ts';

/** What must hold for a figure. */
export interface Target {
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** A figure on its own line: mostly a ratio, and mostly judged. */
export interface Verdict {
  readonly what: string;
  readonly value: number;
  /** The rounds that it comes from, if several. */
  readonly spread?: Spread;
  /** `×`, `ms`. */
  readonly unit: string;
  /** Undefined: only told. */
  readonly target?: Target | undefined;
}

export interface Row {
  readonly name: string;
  /** One for each column; null where it does not apply. */
  readonly cells: readonly (number | null)[];
}

/** A table of what was measured. */
export interface Table {
  readonly title: string;
  /** With units: `p99 ms`. */
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
}

export type Outcome =
  | {
      readonly kind: 'measured';
      readonly tables: readonly Table[];
      readonly verdicts: readonly Verdict[];
      /** What a reader must know to judge the figures. */
      readonly notes: readonly string[];
    }
  | { readonly kind: 'skipped'; readonly why: string };

/** Whether the value keeps to the target; true where there is none. */
export const isMet = ({ value, target = {} }: Verdict): boolean => {
  const { atLeast = -Infinity, atMost = Infinity } = target;
  return value >= atLeast && value <= atMost;
};

/** A ratio of two sides: its median over the rounds counts. */
export const ratioVerdict = (what: string, spread: Spread, target?: Target): Verdict => ({
  what,
  value: spread.median,
  spread,
  unit: '×',
  target,
});
