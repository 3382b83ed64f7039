import { laneOf } from '@tandem/contracts';
import type { Mark } from '@tandem/contracts';
import type { MetMark } from './batch-report.ts';
import type { PartitionRow } from './rows.ts';

export interface MarkContext {
  /** The generation that the cache follows; null until one was seen. */
  readonly generation: string | null;
  /** The mark was not read while catching up, and was the partition's last record when it was read. */
  readonly last: boolean;
}

/**
 * Compares what was received of a partition with a mark, and moves the partition on: there is nothing below the mark
 * that was not received (design §2d). Pure.
 *
 * Below a mark that others follow, compaction may have removed versions that later ones replace, marks not being one with
 * what they count. So only the last one can show a difference; equality proves at any.
 */
export const meetMark = (
  partition: PartitionRow,
  mark: Mark,
  { generation, last }: MarkContext,
): { readonly partition: PartitionRow; readonly met: MetMark } => {
  const { digest: own } = partition;
  const received = Math.max(partition.received, mark.revision);
  const met = (verdict: MetMark['verdict']): MetMark => ({
    lane: laneOf(partition.topic, partition.partition),
    mark,
    verdict,
    own,
  });
  if (mark.count === own.count && mark.digest === own.digest) {
    const proved = { proved: mark.revision, provedIn: mark.generation };
    return { partition: { ...partition, received, unreadable: 0, ...proved }, met: met('proved') };
  }
  const differs = last && mark.generation === generation;
  return { partition: { ...partition, received }, met: met(differs ? 'differs' : 'passed') };
};
