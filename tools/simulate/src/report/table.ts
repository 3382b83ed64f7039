import type { Capacity } from '../engine/capacity.ts';
import type { Convergence } from '../engine/simulate.ts';
import type { Histogram } from '../engine/histogram.ts';

const ms = (value: number): string =>
  value < 10_000 ? `${value.toFixed(value < 100 ? 1 : 0)} ms` : `${(value / 1000).toFixed(1)} s`;

const bytes = (value: number): string => {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let [size, unit] = [value, 0];
  while (size >= 1000 && unit < units.length - 1) [size, unit] = [size / 1000, unit + 1];
  return `${size.toFixed(size < 10 && unit > 0 ? 1 : 0)} ${units[unit] ?? ''}`;
};

const seconds = (value: number): string => {
  if (value < 120) return `${value.toFixed(1)} s`;
  return value < 7200 ? `${(value / 60).toFixed(0)} min` : `${(value / 3600).toFixed(1)} h`;
};

const quantiles = (histogram: Histogram): string =>
  [0.5, 0.99, 1].map((fraction) => ms(histogram.quantile(fraction))).join(' / ');

export interface Scenario {
  readonly name: string;
  readonly convergence: Convergence;
  readonly capacity: Capacity;
}

/** One row for each figure, one column for each scenario. */
export const figures = (scenarios: readonly Scenario[]): string => {
  const rows: readonly (readonly [string, (scenario: Scenario) => string])[] = [
    ['', ({ name }) => name],
    ['changes', ({ convergence }) => String(convergence.changes)],
    ['one unit, p50 / p99 / p100', ({ convergence }) => quantiles(convergence.each)],
    ['all units, p50 / p99 / p100', ({ convergence }) => quantiles(convergence.all)],
    ['all but the lost region', ({ convergence }) => quantiles(convergence.others)],
    [
      'lost region caught up after',
      ({ convergence: { caughtUpMs } }) => (caughtUpMs === null ? '-' : ms(caughtUpMs)),
    ],
    ['egress of the broker', ({ capacity }) => `${bytes(capacity.homeEgress)}/s`],
    ['egress of a mirror', ({ capacity }) => `${bytes(capacity.mirrorEgress)}/s`],
    ['cache of a unit', ({ capacity }) => bytes(capacity.cacheBytes)],
    ['log, compacted', ({ capacity }) => bytes(capacity.logBytes)],
    ['rebuild from the log, alone', ({ capacity }) => seconds(capacity.replaySeconds)],
    ['the same, all at once', ({ capacity }) => seconds(capacity.replayTogetherSeconds)],
    ['from a snapshot, alone', ({ capacity }) => seconds(capacity.snapshotSeconds)],
    ['the same, all at once', ({ capacity }) => seconds(capacity.snapshotTogetherSeconds)],
    [
      'reports of units a second',
      ({ capacity }) => `${capacity.reportsIdle} idle, ${capacity.reportsBusy} busy`,
    ],
  ];
  const cells = rows.map(([name, of]) => [name, ...scenarios.map(of)]);
  const widths = (cells[0] ?? []).map((_, column) =>
    Math.max(...cells.map((row) => (row[column] ?? '').length)),
  );
  return cells
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
};
