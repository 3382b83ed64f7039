import type { DeadLetter } from '@tandem/contracts';
import type { StoredRecord } from '@tandem/event-log';
import type { Clock } from '@tandem/kernel';
import type { Logger } from '@tandem/telemetry';
import type { BatchReport } from '../cache/batch-report.ts';
import { countReport, recordPropagation } from './report-metrics.ts';
import type { UnitLabels } from './report-metrics.ts';

export interface ReportTo extends UnitLabels {
  readonly logger: Logger;
  readonly clock: Clock;
  readonly deadLetter: (letter: DeadLetter) => void;
}

interface Reason {
  readonly problem: string;
  readonly detail: string;
}

const letterOf = (
  { unit, clock }: ReportTo,
  record: StoredRecord,
  { problem, detail }: Reason,
): DeadLetter => ({
  reader: unit,
  topic: record.topic,
  partition: record.partition,
  offset: record.offset,
  key: record.key,
  headers: record.headers,
  value: record.value?.toString('base64') ?? null,
  problem,
  detail,
  at: new Date(clock.now()).toISOString(),
});

/** Metrics, log lines and dead letters of a batch that is stored. */
export const reportBatch = (to: ReportTo, report: BatchReport): void => {
  const { logger, deadLetter } = to;
  countReport(to, report);
  recordPropagation(to, report.shown);
  for (const { parked, record } of report.poisoned) {
    logger.error('A record cannot be applied; its resource is served as before', { ...parked });
    deadLetter(letterOf(to, record, parked));
  }
  for (const { record, detail } of report.unreadable) {
    const { topic, partition, offset } = record;
    logger.error('A record is skipped, as its headers cannot be read', { topic, partition, offset, detail });
    deadLetter(letterOf(to, record, { problem: 'unreadable-headers', detail }));
  }
  if (report.unknownType > 0) {
    logger.warn('Events of unknown types are skipped', { count: report.unknownType });
  }
};
