import type { UnitCondition, UnitGroup, UnitKind, UnitState, UnitStatus } from '@tandem/contracts';
import type { Clock, Random } from '@tandem/kernel';
import type { UnitCache } from '../cache/unit-cache.ts';
import { expectedDelayMs, printModel } from '../model/propagation-model.ts';
import type { PropagationModel } from '../model/propagation-model.ts';
import type { RevocationMode } from '../model/revocation.ts';

export interface StatusFacts {
  readonly state: UnitState;
  readonly conditions: readonly UnitCondition[];
  readonly model: PropagationModel;
  readonly revocation: RevocationMode;
  /** How long it waits for canaries beside its model. */
  readonly rolloutMs: number;
  /** null before the cache is open and after it was closed. */
  readonly cache: UnitCache | null;
}

type Contents = Pick<UnitStatus, 'generation' | 'clients' | 'held' | 'parked' | 'parkedSids' | 'partitions'>;

const INCARNATION_BYTES = 8;
const LISTED_SIDS = 100;

export interface StatusReportOptions {
  readonly unit: string;
  readonly kind: UnitKind;
  readonly group: UnitGroup;
  readonly clock: Clock;
  readonly random: Random;
}

/** Composes a unit's reports, numbered within this run. */
export class StatusReport {
  readonly #unit: string;
  readonly #kind: UnitKind;
  readonly #group: UnitGroup;
  readonly #clock: Clock;
  readonly incarnation: string;
  #seq = 0;
  #last: Contents = {
    generation: null,
    clients: 0,
    held: 0,
    parked: 0,
    parkedSids: [],
    partitions: [],
  };

  constructor({ unit, kind, group, clock, random }: StatusReportOptions) {
    this.#unit = unit;
    this.#kind = kind;
    this.#group = group;
    this.#clock = clock;
    this.incarnation = random.bytes(INCARNATION_BYTES).toString('hex');
  }

  /** The status now; without a cache, the last known contents. */
  compose({ state, conditions, model, revocation, rolloutMs, cache }: StatusFacts): UnitStatus {
    if (cache !== null) this.#last = this.#contents(cache);
    return {
      unit: this.#unit,
      kind: this.#kind,
      group: this.#group,
      incarnation: this.incarnation,
      seq: this.#seq,
      state,
      conditions,
      model: printModel(model),
      expectedDelayMs: expectedDelayMs(model) + rolloutMs,
      revocation,
      ...this.#last,
      at: new Date(this.#clock.now()).toISOString(),
    };
  }

  /** As `compose`, as the next report of this run. */
  next(facts: StatusFacts): UnitStatus {
    this.#seq += 1;
    return this.compose(facts);
  }

  #contents(cache: UnitCache): Contents {
    const { clients, held, parked } = cache.size();
    return {
      generation: cache.store.meta().generation,
      clients,
      held,
      parked,
      parkedSids: parked === 0 ? [] : cache.store.parked.all(LISTED_SIDS).map(({ sid }) => sid),
      partitions: cache.partitions().map(({ topic, partition, offset, received, proved, visible }) => ({
        topic,
        partition,
        offset,
        received,
        proved,
        visible,
      })),
    };
  }
}
