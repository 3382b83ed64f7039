import { EMPTY_DIGEST, RESOURCE_TOPICS, TOPICS } from '@tandem/contracts';
import type { RelayCheckpoint, UnitStatus } from '@tandem/contracts';

export const PARTITIONS = 2;
export const GENERATION = 'g1';

/** A report of a unit that shows everything up to a revision, unless told otherwise. */
export const unitStatus = (unit: string, revision: number, over: Partial<UnitStatus> = {}): UnitStatus => ({
  unit,
  kind: 'call-processing',
  group: 'main',
  incarnation: 'i1',
  seq: 1,
  state: 'READY',
  conditions: [],
  generation: GENERATION,
  model: 'uniform:0..3',
  expectedDelayMs: 3000,
  revocation: 'immediate',
  clients: 1,
  held: 0,
  parked: 0,
  parkedSids: [],
  partitions: RESOURCE_TOPICS.flatMap((topic) =>
    Array.from({ length: PARTITIONS }, (_, partition) => ({
      topic,
      partition,
      offset: revision,
      received: revision,
      proved: revision,
      visible: revision,
    })),
  ),
  at: '2013-11-04T16:33:39.000Z',
  ...over,
});

export const checkpoint = (revision: number, generation = GENERATION): RelayCheckpoint => ({
  revision,
  generation,
  partitions: { [TOPICS.clients.name]: Array.from({ length: PARTITIONS }, () => EMPTY_DIGEST) },
});
