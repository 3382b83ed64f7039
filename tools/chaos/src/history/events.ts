/** A write that was answered with success. Times are milliseconds of one monotonic clock. */
export interface Acknowledged {
  readonly kind: 'acknowledged';
  readonly at: number;
  readonly instance: string;
  readonly login: string;
  readonly sid: string;
  readonly version: number;
  readonly revision: number;
  readonly deleted: boolean;
}

/** A deletion that was asked for: from now on the Client may be gone. */
export interface DeletionAsked {
  readonly kind: 'deletion asked';
  readonly at: number;
  readonly login: string;
}

/** A receipt that said INSYNC. */
export interface InSync {
  readonly kind: 'in sync';
  readonly at: number;
  readonly login: string;
  readonly sid: string;
  readonly revision: number;
  readonly deleted: boolean;
}

/** What a unit answered for a login; null: nobody. */
export interface UnitObservation {
  readonly kind: 'unit';
  readonly from: number;
  readonly to: number;
  readonly unit: string;
  readonly login: string;
  readonly served: { readonly sid: string; readonly revision: number } | null;
}

/** What the API of one provisioning process answered for a sid; null: there is no such Client. */
export interface ApiObservation {
  readonly kind: 'api';
  readonly from: number;
  readonly to: number;
  readonly instance: string;
  readonly login: string;
  readonly sid: string;
  readonly version: number | null;
}

/** Two writers asked at once for one login: how many were told that they have it. */
export interface Duel {
  readonly kind: 'duel';
  readonly login: string;
  readonly winners: number;
}

export type HistoryEvent = Acknowledged | DeletionAsked | InSync | UnitObservation | ApiObservation | Duel;

/** Events of one kind. */
export const ofKind = <K extends HistoryEvent['kind']>(
  events: readonly HistoryEvent[],
  kind: K,
): readonly Extract<HistoryEvent, { kind: K }>[] =>
  events.filter((event): event is Extract<HistoryEvent, { kind: K }> => event.kind === kind);

/** Groups by a key, in the order of the events. */
export const groupedBy = <T>(
  items: readonly T[],
  key: (item: T) => string,
): ReadonlyMap<string, readonly T[]> => {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item)) ?? [];
    group.push(item);
    groups.set(key(item), group);
  }
  return groups;
};
