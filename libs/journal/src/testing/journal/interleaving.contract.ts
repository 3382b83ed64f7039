import { describe, expect, it } from '@jest/globals';
import { ManualClock } from '@tandem/kernel/testing';
import type { AppendStep } from '../../append-step.ts';
import type { NewEvent } from '../../journal-event.ts';
import { appendOne, created, gapsOf, mustAppend, readAll } from '../appending.ts';
import { creation, updateOf } from '../client-events.ts';
import { breakAt, StepGate } from '../step-gate.ts';
import type { StoreSubject } from '../store-subject.ts';

const GRACE_MS = 200;

/** Two stores on one database; the first one's append is held up at a step. */
const stage = async (subject: StoreSubject, step: AppendStep) => {
  const gate = new StepGate(step);
  const clock = new ManualClock();
  const quick = await subject.open({ clock });
  const slow = await subject.open({ clock, onStep: gate.onStep });
  const held = async (event: NewEvent) => {
    const outcome = appendOne(slow.journal, event);
    await gate.reached();
    return {
      finish: () => {
        gate.open();
        return outcome;
      },
    };
  };
  const fillGaps = async () => {
    await quick.journal.fillGaps(1, GRACE_MS);
    clock.advance(GRACE_MS);
    return quick.journal.fillGaps(1, GRACE_MS);
  };
  return { quick: quick.journal, held, fillGaps };
};

export const interleavingContract = (subject: () => StoreSubject, steps: readonly AppendStep[]): void => {
  describe.each(steps.filter((step) => step !== 'read-back'))('a writer paused at %s', (step) => {
    it('and another writer of the same version: exactly one wins, no gap stays', async () => {
      const { quick, held } = await stage(subject(), step);
      const v1 = await created(quick);
      const { finish } = await held(updateOf(v1));
      const quickOutcome = await appendOne(quick, updateOf(v1));
      const outcomes = [quickOutcome, await finish()];
      expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['appended', 'conflict']);
      expect(await quick.readStream(v1.stream)).toHaveLength(2);
      await created(quick);
      expect(await gapsOf(quick)).toBe(0);
    });

    it('and another creation of the same login: exactly one wins, no gap stays', async () => {
      const { quick, held } = await stage(subject(), step);
      const { finish } = await held(creation({ login: 'alice' }));
      const quickOutcome = await appendOne(quick, creation({ login: 'alice' }));
      const outcomes = [quickOutcome, await finish()];
      expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['appended', 'taken']);
      await created(quick);
      expect(await gapsOf(quick)).toBe(0);
    });

    it('and gaps filled meanwhile: it wins with a revision that no reader has passed', async () => {
      const { quick, held, fillGaps } = await stage(subject(), step);
      const { finish } = await held(creation());
      await created(quick);
      await fillGaps();
      const read = await readAll(quick);
      const outcome = await finish();
      expect(outcome).toMatchObject({ kind: 'appended' });
      const later = await readAll(quick);
      expect(later.slice(0, read.length)).toEqual(read);
      expect(later.filter(({ kind }) => kind === 'event')).toHaveLength(2);
      expect(await gapsOf(quick)).toBe(0);
    });

    it('and later versions written meanwhile: revisions rise with versions', async () => {
      const { quick, held } = await stage(subject(), step);
      const v1 = await created(quick);
      const { finish } = await held(creation());
      const v2 = await mustAppend(quick, updateOf(v1));
      const slow = await finish();
      const v3 = await mustAppend(quick, updateOf(v2));
      expect(slow).toMatchObject({ kind: 'appended' });
      expect([v1, v2, v3].map(({ revision }) => revision)).toEqual(
        [v1, v2, v3].map(({ revision }) => revision).sort((a, b) => a - b),
      );
      expect(await gapsOf(quick)).toBe(0);
    });

    it('and whose answer is lost there: the event is written once, and asking again tells its revision', async () => {
      const store = await subject().open({ onStep: breakAt(step) });
      const event = creation({ login: 'alice' });
      const first = await appendOne(store.journal, event).catch(() => null);
      const stored = await mustAppend(store.journal, event);
      if (first?.kind === 'appended') expect(first.revision).toBe(stored.revision);
      expect(await store.journal.readStream(event.stream)).toEqual([stored]);
      expect(await appendOne(store.journal, creation({ login: 'alice' }))).toEqual({ kind: 'taken' });
    });
  });

  if (steps.includes('revisions-taken')) {
    describe('a late writer', () => {
      it('loses its revision to the no-op that fills the gap, and starts again with a new one', async () => {
        const { quick, held, fillGaps } = await stage(subject(), 'revisions-taken');
        const { finish } = await held(creation());
        const other = await created(quick);
        expect(await fillGaps()).toBe(1);
        const lost = other.revision - 1;
        const outcome = await finish();
        expect(outcome.kind === 'appended' && outcome.revision > other.revision).toBe(true);
        expect((await readAll(quick))[lost - 1]).toEqual({ kind: 'noop', revision: lost });
      });

      it('is told of a conflict though its revision was filled by another before it could', async () => {
        const { quick, held, fillGaps } = await stage(subject(), 'read-back');
        const v1 = await created(quick);
        await mustAppend(quick, updateOf(v1));
        const { finish } = await held(updateOf(v1));
        await created(quick);
        expect(await fillGaps()).toBe(1);
        expect(await finish()).toEqual({ kind: 'conflict' });
        expect(await gapsOf(quick)).toBe(0);
      });
    });
  }
};
