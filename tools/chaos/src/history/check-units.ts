import { groupedBy, ofKind } from './events.ts';
import type { HistoryEvent, UnitObservation } from './events.ts';
import type { Violation } from './violation.ts';

/** One unit's answers for one login, one after the other: never an older one, never a Client again that was gone (G2). */
class Answers {
  readonly violations: Violation[] = [];
  readonly #gone = new Set<string>();
  #last: UnitObservation | null = null;
  #highest = 0;

  take(now: UnitObservation): void {
    // Of answers that overlap nobody can say which is the later one.
    if (this.#last !== null && now.from < this.#last.to) return;
    const before = this.#last?.served ?? null;
    if (before !== null && before.sid !== now.served?.sid) this.#gone.add(before.sid);
    if (now.served !== null) this.#judge(now, now.served);
    this.#last = now;
  }

  #judge(now: UnitObservation, { sid, revision }: NonNullable<UnitObservation['served']>): void {
    const about = `${now.unit} for ${now.login} at ${Math.round(now.from)}`;
    if (this.#gone.has(sid)) {
      this.violations.push({ guarantee: 'G2', what: `${about}: ${sid} is back after it was gone` });
    }
    if (revision < this.#highest) {
      const what = `${about}: revision ${revision} after ${this.#highest}`;
      this.violations.push({ guarantee: 'G2', what });
    }
    this.#highest = Math.max(this.#highest, revision);
  }
}

const goesBack = (seen: readonly UnitObservation[]): readonly Violation[] => {
  const answers = new Answers();
  for (const now of seen.toSorted((a, b) => a.from - b.from)) answers.take(now);
  return answers.violations;
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
