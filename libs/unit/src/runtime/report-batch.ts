import type { Logger } from '@tandem/telemetry';
import type { BatchReport, PoisonedRecord } from '../cache/batch-report.ts';
import { countReport, recordPropagation } from './report-metrics.ts';
import type { UnitLabels } from './report-metrics.ts';

export interface ReportTo extends UnitLabels {
  readonly logger: Logger;
  readonly onPoison?: ((poisoned: PoisonedRecord) => void) | undefined;
}

/** Metrics and log lines of a batch that is stored; each poisoned record is handed on. */
export const reportBatch = ({ logger, onPoison, ...labels }: ReportTo, report: BatchReport): void => {
  countReport(labels, report);
  recordPropagation(labels, report.shown);
  for (const poisoned of report.poisoned) {
    logger.error('A record cannot be applied; its Client is served as before', { ...poisoned.parked });
    onPoison?.(poisoned);
  }
  for (const unreadable of report.unreadable) {
    logger.error('A record is skipped, as its headers cannot be read', { ...unreadable });
  }
  if (report.unknownType > 0) {
    logger.warn('Events of unknown types are skipped', { count: report.unknownType });
  }
};
