import type { Sid } from '@tandem/kernel';

/** A change that callers ask about. Times are milliseconds since the Unix epoch. */
export interface Change {
  /** Of one Client; null: everything up to the revision, as an import is. */
  readonly sid: Sid | null;
  readonly revision: number;
  readonly recordedAt: number;
  /** Whether it is a revocation: a deletion, a disabling, a new password. */
  readonly revokes: boolean;
}

export type UnitReceiptStatus =
  | 'INSYNC'
  | 'PENDING'
  /** Not heard of for a while, and when it was it did not have the change. */
  | 'UNREACHABLE';

export interface UnitReceipt {
  readonly unit: string;
  readonly kind: string;
  readonly status: UnitReceiptStatus;
  /** Everything up to this revision is visible there, of the partitions that the change lies on. */
  readonly revision: number;
  /** When it was known here to be visible there; null before. */
  readonly appliedAt: number | null;
  /** When the revocation was known here to be in effect there, which may be before all of the change is visible; else null. */
  readonly revokedAt: number | null;
  /** When its model will have let it become visible, should nothing be wrong; null once it is. */
  readonly expectedBy: number | null;
  /** How long the change took to get there, or has been on its way. */
  readonly lagMs: number;
  readonly lastHeard: number;
}

/** - `PARTIAL`: only units that are silent lack it. */
export type ReceiptStatus = 'PENDING' | 'INSYNC' | 'PARTIAL';

/** Which units have a change. */
export interface Receipt {
  readonly sid: Sid | null;
  readonly revision: number;
  readonly status: ReceiptStatus;
  /** When all of them were known to have it; kept once true. */
  readonly insyncAt: number | null;
  readonly units: readonly UnitReceipt[];
}

/** How many of its units have the change. */
export const appliedOf = ({ units }: Pick<Receipt, 'units'>): number =>
  units.filter(({ status }) => status === 'INSYNC').length;

/** @param settled whether everything was heard that units have to say */
export const overall = (units: readonly UnitReceipt[], settled: boolean): ReceiptStatus => {
  const has = (status: UnitReceiptStatus): boolean => units.some((unit) => unit.status === status);
  if (!settled || units.length === 0 || has('PENDING')) return 'PENDING';
  if (!has('UNREACHABLE')) return 'INSYNC';
  return has('INSYNC') ? 'PARTIAL' : 'PENDING';
};
