import type { UnitKind } from '@tandem/contracts';
import { count, record } from '@tandem/telemetry';
import type { BatchReport, Revocation, VisibleChange } from '../cache/batch-report.ts';

/** Which unit's numbers these are. */
export interface UnitLabels {
  readonly unit: string;
  readonly kind: UnitKind;
}

/** How long versions took from the journal to being served here; not of those that were caught up with. */
export const recordPropagation = ({ unit, kind }: UnitLabels, changes: readonly VisibleChange[]): void => {
  for (const { live, recordedAt, visibleAt } of changes) {
    // Two clocks: a difference below zero says nothing.
    if (live) record('propagation', { unit, kind }, Math.max(0, visibleAt - recordedAt) / 1000);
  }
};

/** How long revocations took from the journal to taking effect here, whatever the model holds. */
export const recordRevocations = ({ unit, kind }: UnitLabels, revocations: readonly Revocation[]): void => {
  for (const { live, recordedAt, at } of revocations) {
    if (live) record('revocation', { unit, kind }, Math.max(0, at - recordedAt) / 1000);
  }
};

export const countReport = ({ unit }: UnitLabels, report: BatchReport): void => {
  const outcomes = {
    applied: report.shown.length,
    held: report.held,
    ...report.ignored,
    'unknown-type': report.unknownType,
    parked: report.poisoned.length,
    unreadable: report.unreadable.length,
  };
  for (const [outcome, times] of Object.entries(outcomes)) {
    if (times > 0) count('unitEvents', { unit, outcome }, times);
  }
};
