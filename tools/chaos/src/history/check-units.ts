import { groupedBy, ofKind } from './events.ts';
import type { HistoryEvent, UnitObservation } from './events.ts';
import type { Violation } from './violation.ts';

/** One unit's answers for one login: never an older one, never a Client again that was gone (G2). */
const goesBack = (seen: readonly UnitObservation[]): readonly Violation[] => {
  const violations: Violation[] = [];
  const left = new Set<string>();
  let last: UnitObservation | undefined;
  let highest: UnitObservation | undefined;
  for (const now of seen.toSorted((a, b) => a.from - b.from)) {
    // Of answers that overlap nobody can say which is the later one.
    if (last !== undefined && now.from < last.to) continue;
    const about = `${now.unit} for ${now.login} at ${Math.round(now.from)}`;
    if (last?.served && last.served.sid !== now.served?.sid) left.add(last.served.sid);
    if (now.served && left.has(now.served.sid)) {
      violations.push({ guarantee: 'G2', what: `${about}: ${now.served.sid} is back after it was gone` });
    }
    if (now.served && highest?.served && now.served.revision < highest.served.revision) {
      const back = `revision ${now.served.revision} after ${highest.served.revision}`;
      violations.push({ guarantee: 'G2', what: `${about}: ${back}` });
    }
    last = now;
    if (now.served && now.served.revision >= (highest?.served?.revision ?? 0)) highest = now;
  }
  return violations;
};

export const checkUnitsNeverGoBack = (events: readonly HistoryEvent[]): readonly Violation[] => {
  const groups = groupedBy(ofKind(events, 'unit'), ({ unit, login }) => `${unit} ${login}`);
  return [...groups.values()].flatMap(goesBack);
};

/** Whoever asks a unit after a receipt said INSYNC gets that version or a later one. */
export const checkReceipts = (events: readonly HistoryEvent[]): readonly Violation[] => {
  const receipts = groupedBy(ofKind(events, 'in sync'), ({ login }) => login);
  const deletions = groupedBy(ofKind(events, 'deletion asked'), ({ login }) => login);
  const early = (seen: UnitObservation): readonly Violation[] => {
    const before = (receipts.get(seen.login) ?? []).filter(({ at }) => at <= seen.from);
    const last = before.toSorted((a, b) => a.revision - b.revision).at(-1);
    if (last === undefined) return [];
    const mayBeGone = (deletions.get(seen.login) ?? []).some(({ at }) => at <= seen.to && at >= last.at);
    const violated = last.deleted
      ? seen.served?.sid === last.sid
      : seen.served === null
        ? !mayBeGone
        : seen.served.revision < last.revision;
    if (!violated) return [];
    const had = seen.served === null ? 'nobody' : `revision ${seen.served.revision}`;
    const said = `INSYNC at revision ${last.revision}${last.deleted ? ' (deleted)' : ''} since ${Math.round(last.at)}`;
    return [
      {
        guarantee: 'receipt',
        what: `${said}, but ${seen.unit} served ${had} for ${seen.login} at ${Math.round(seen.from)}`,
      },
    ];
  };
  return ofKind(events, 'unit').flatMap(early);
};
