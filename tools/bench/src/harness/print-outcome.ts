import { isMet } from './report.ts';
import type { Outcome, Table, Target, Verdict } from './report.ts';

const GAP = '  ';

/** Four significant digits at most, never an exponent. */
export const figure = (value: number | null): string => {
  if (value === null) return '';
  if (!Number.isFinite(value)) return '–';
  if (value === 0 || Math.abs(value) >= 100) return Math.round(value).toLocaleString('en-US');
  return String(Number(value.toPrecision(3)));
};

const tableLines = ({ title, columns, rows }: Table): string[] => {
  const cells = [['', ...columns], ...rows.map((row) => [row.name, ...row.cells.map(figure)])];
  const widths =
    cells[0]?.map((_, column) => Math.max(...cells.map((line) => line[column]?.length ?? 0))) ?? [];
  const lines = cells.map((line) =>
    line
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join(GAP)
      .trimEnd(),
  );
  return ['', title, ...lines.map((line) => `  ${line}`)];
};

const targetText = ({ atLeast, atMost }: Target): string =>
  [
    ...(atLeast === undefined ? [] : [`≥ ${figure(atLeast)}`]),
    ...(atMost === undefined ? [] : [`≤ ${figure(atMost)}`]),
  ].join(' and ');

const verdictLine = (verdict: Verdict): string => {
  const { what, value, spread, unit, target } = verdict;
  const range = spread === undefined ? '' : ` (rounds ${figure(spread.min)} to ${figure(spread.max)})`;
  const judged =
    target === undefined ? '' : `, target ${targetText(target)}: ${isMet(verdict) ? 'met' : 'MISSED'}`;
  return `  ${what}: ${figure(value)} ${unit}${range}${judged}`;
};

/** An outcome as lines for people. */
export const outcomeLines = (name: string, outcome: Outcome): readonly string[] => {
  if (outcome.kind === 'skipped') return ['', `${name}: skipped, ${outcome.why}`];
  return [
    ...outcome.tables.flatMap(tableLines),
    ...outcome.verdicts.map(verdictLine),
    ...outcome.notes.map((note) => `  · ${note}`),
  ];
};
