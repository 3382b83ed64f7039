import { TandemError } from '@tandem/kernel';
import type { Sid } from '@tandem/kernel';
import { partitionOf } from './partition.ts';
import { publishedKindOf, kindOfTopic, PUBLISHED_KINDS, PUBLISHED } from './resource.ts';

/**
 * One partition of one topic of resources as a single number, so that progress is kept by lane whatever the topic:
 * `partition × 8 + slot`. The lane of partition p of `tandem.clients` is 8p.
 */
export type Lane = number;

/** More than there will be kinds: a lane must mean the same for as long as a cache lasts. */
const SLOTS = 8;

export interface LanePlace {
  readonly topic: string;
  readonly partition: number;
}

/** The lane of a partition. @throws TandemError CONTRACT_VIOLATION for a topic without resources */
export const laneOf = (topic: string, partition: number): Lane => {
  const kind = kindOfTopic(topic);
  if (kind === undefined) throw new TandemError('CONTRACT_VIOLATION', `${topic} has no events of resources`);
  return partition * SLOTS + PUBLISHED[kind].slot;
};

/** Where a lane lies; null for a slot that this version does not know. */
export const placeOfLane = (lane: Lane): LanePlace | null => {
  const kind = PUBLISHED_KINDS.find((each) => PUBLISHED[each].slot === lane % SLOTS);
  return kind === undefined
    ? null
    : { topic: PUBLISHED[kind].topic.name, partition: Math.floor(lane / SLOTS) };
};

/** The lane on which a resource's events travel, of topics of `partitions` partitions each; null: no resource. */
export const laneOfSid = (sid: Sid, partitions: number): Lane | null => {
  const kind = publishedKindOf(sid);
  return kind === undefined ? null : laneOf(PUBLISHED[kind].topic.name, partitionOf(sid, partitions));
};

const KNOWN = new Map<number, readonly Lane[]>();

/** All lanes of topics of `partitions` partitions each, made once for each count. */
export const lanesOf = (partitions: number): readonly Lane[] => {
  const known = KNOWN.get(partitions);
  if (known !== undefined) return known;
  const lanes = Array.from({ length: partitions }, (_, partition) =>
    PUBLISHED_KINDS.map((kind) => laneOf(PUBLISHED[kind].topic.name, partition)),
  ).flat();
  KNOWN.set(partitions, lanes);
  return lanes;
};
