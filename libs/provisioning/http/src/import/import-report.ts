import type { ImportEnd, RowResult } from '@tandem/provisioning';
import type { Receipt } from '@tandem/receipts';

/** How many rows came to what. */
export interface ImportCounts {
  created: number;
  exists: number;
  invalid: number;
  /** The revision of the last Client that these rows created; 0 without one. */
  revision: number;
}

export const noRows = (): ImportCounts => ({ created: 0, exists: 0, invalid: 0, revision: 0 });

export const counted = (counts: ImportCounts, result: RowResult): void => {
  counts[result.result] += 1;
  if (result.result === 'created') counts.revision = Math.max(counts.revision, result.revision);
};

/** One line of the answer: what became of a row. */
export const rowLine = (result: RowResult): string => JSON.stringify(result);

export interface ImportSummary {
  readonly importId: string;
  readonly counts: ImportCounts;
  readonly end: ImportEnd;
  /** Which units have all of it; null when nothing was created. */
  readonly receipt: Receipt | null;
  /** Where to ask for that again. */
  readonly propagation: string;
}

/** The last line of the answer. */
export const summaryLine = ({ importId, counts, end, receipt, propagation }: ImportSummary): string =>
  JSON.stringify({
    import: importId,
    complete: end.complete,
    ...(!end.complete && { next_row: end.nextRow, why: end.why }),
    created: counts.created,
    exists: counts.exists,
    invalid: counts.invalid,
    revision: counts.revision,
    status: receipt?.status ?? null,
    propagation: receipt === null ? null : propagation,
  });
