import { TandemError } from '@tandem/kernel';
import type { Logger } from '@tandem/telemetry';
import type { Duplicate } from './incarnations.ts';

export interface DuplicateReport {
  readonly unit: string;
  readonly duplicate: Duplicate;
  readonly logger: Logger;
}

/** Says what was found. @returns why this unit must stop; null if the other one has to */
export const reportDuplicate = ({ unit, duplicate, logger }: DuplicateReport): TandemError | null => {
  const { outcome, incarnation } = duplicate;
  if (outcome === 'won') {
    logger.warn('A second process runs under this unit id; it came later and will stop', { incarnation });
    return null;
  }
  const error = new TandemError(
    'UNIT_ID_IN_USE',
    `unit ${unit} already runs in another process (incarnation ${incarnation}), so this one stops; give each unit a TANDEM_UNIT_ID of its own`,
  );
  logger.error(error.message, { code: error.code, incarnation });
  return error;
};
