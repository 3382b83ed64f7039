import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChaosEvent } from './run-chaos.ts';
import type { FaultReport } from './run-faults.ts';

const SHOWN = 10;

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

/** Where the history of a fault that violated something can be read, one event a line. */
const keptHistory = ({ recorded }: FaultReport): string => {
  const path = join(mkdtempSync(join(tmpdir(), 'tandem-chaos-')), 'history.ndjson');
  writeFileSync(path, recorded.events.map((event) => JSON.stringify(event)).join('\n'));
  return path;
};

/** What is said of a fault when it is judged. */
export const lineOf = (event: ChaosEvent): string => {
  if (event.kind === 'skipped') return `${event.fault}: skipped, ${event.why}`;
  if (event.kind === 'failed') return `${event.faults.join(' + ')}: FAILED, ${event.why}`;
  const { faults, acknowledged, unanswered, observations, recoveredMs, violations } = event.report;
  const line = `${faults.join(' + ')}: ${acknowledged} writes acknowledged, ${unanswered} requests unanswered, ${observations} observations, well after ${seconds(recoveredMs)}, ${violations.length} violations`;
  if (violations.length === 0) return line;
  const shown = violations.slice(0, SHOWN).map(({ guarantee, what }) => `  ${guarantee}: ${what}`);
  return [line, ...shown, `  history: ${keptHistory(event.report)}`].join('\n');
};

/** The sums of a run, and whether nothing was violated. */
export const summaryOf = (
  events: readonly ChaosEvent[],
): { readonly text: string; readonly clean: boolean } => {
  const reports = events.flatMap((event) => (event.kind === 'done' ? [event.report] : []));
  const sum = (of: (report: FaultReport) => number): number =>
    reports.reduce((total, report) => total + of(report), 0);
  const violations = sum((report) => report.violations.length);
  const failed = events.filter(({ kind }) => kind === 'failed').length;
  const text = `${sum(({ faults }) => faults.length)} faults injected, ${sum((report) => report.acknowledged)} writes acknowledged, ${sum((report) => report.observations)} observations, ${violations} violations${failed > 0 ? ', and a system that did not recover' : ''}`;
  return { text, clean: violations === 0 && failed === 0 && reports.length > 0 };
};
