import { groupedBy, ofKind } from './events.ts';
import type { Acknowledged, HistoryEvent } from './events.ts';
import type { Violation } from './violation.ts';

/** A Client as the API lists it in the end. */
export interface FinalClient {
  readonly login: string;
  readonly sid: string;
  readonly version: number;
}

/** Callers read their own writes: the process that acknowledged one never answers with less afterwards. */
export const checkReadYourWrites = (events: readonly HistoryEvent[]): readonly Violation[] => {
  const writes = groupedBy(ofKind(events, 'acknowledged'), ({ instance, sid }) => `${instance} ${sid}`);
  const deletions = groupedBy(ofKind(events, 'deletion asked'), ({ login }) => login);
  return ofKind(events, 'api').flatMap(({ instance, login, sid, version, from, to }) => {
    const before = (writes.get(`${instance} ${sid}`) ?? []).filter(({ at }) => at <= from);
    const last = before.at(-1);
    if (last === undefined) return [];
    const mayBeGone = (deletions.get(login) ?? []).some(({ at }) => at <= to);
    const violated = last.deleted ? version !== null : version === null ? !mayBeGone : version < last.version;
    const said = `${instance} acknowledged version ${last.version} of ${sid}${last.deleted ? ' (deleted)' : ''}`;
    return violated
      ? [{ guarantee: 'G1', what: `${said}, then answered ${version ?? 'that there is none'}` }]
      : [];
  });
};

export interface Ending {
  readonly clients: readonly FinalClient[];
  /** Logins of which a write got no answer that was never settled. */
  readonly undecided: ReadonlySet<string>;
}

const lost = (last: Acknowledged, found: FinalClient | undefined): string | null => {
  if (last.deleted) return found?.sid === last.sid ? 'is there again' : null;
  if (found?.sid !== last.sid) return `is lost: the login has ${found?.sid ?? 'nobody'}`;
  return found.version < last.version ? `is at version ${found.version}` : null;
};

/** Every acknowledged write is there in the end, and every login has one Client (G1, G3). */
export const checkEnding = (
  events: readonly HistoryEvent[],
  { clients, undecided }: Ending,
): readonly Violation[] => {
  const byLogin = groupedBy(clients, ({ login }) => login);
  const twice = [...byLogin].flatMap(([login, found]) =>
    found.length > 1 ? [{ guarantee: 'G3', what: `${login} has ${found.length} Clients` }] : [],
  );
  const duels = ofKind(events, 'duel').flatMap(({ login, winners }) =>
    winners > 1
      ? [{ guarantee: 'G3', what: `${winners} creations of ${login} at once were acknowledged` }]
      : [],
  );
  const acknowledged = groupedBy(ofKind(events, 'acknowledged'), ({ login }) => login);
  const losses = [...acknowledged].flatMap(([login, writes]) => {
    const last = writes.toSorted((a, b) => a.revision - b.revision).at(-1);
    const what = last === undefined || undecided.has(login) ? null : lost(last, byLogin.get(login)?.[0]);
    return what === null
      ? []
      : [{ guarantee: 'G1', what: `${login}: ${last?.sid} of revision ${last?.revision} ${what}` }];
  });
  return [...twice, ...duels, ...losses];
};
