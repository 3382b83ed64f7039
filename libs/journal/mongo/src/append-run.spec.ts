import { describe, expect, it } from '@jest/globals';
import { systemClock, TandemError } from '@tandem/kernel';
import { creation } from '@tandem/journal/testing';
import { AppendRun } from './append-run.ts';
import type { AppendContext } from './append-run.ts';
import { noopDocument } from './event-document.ts';

const away = () => Promise.reject(new TandemError('JOURNAL_UNAVAILABLE', 'the server is away'));

/** A server at which everything is free and every insert wins, but for what the test changes. */
const context = (over: {
  readonly journal?: Partial<AppendContext['journal']>;
  readonly counter?: Partial<AppendContext['counter']>;
}): AppendContext => ({
  clock: systemClock,
  timeoutMs: 2000,
  journal: {
    claimHolders: async () => [],
    head: async () => 0,
    holders: async () => [],
    insertEvents: async (entries) => new Set(entries.keys()),
    insertNoops: async (revisions) => new Set(revisions),
    ...over.journal,
  },
  counter: { take: async () => 1, raiseTo: () => Promise.resolve(), ...over.counter },
});

const events = [creation(), creation()];
const onlyFirst = async () => new Set([0]);

describe('AppendRun', () => {
  it('throws when the server is away before anything was sent', async () => {
    const run = new AppendRun(context({ counter: { take: away } }), events);
    await expect(run.run()).rejects.toMatchObject({ code: 'JOURNAL_UNAVAILABLE' });
  });

  it('tells of what was written when the server goes away after that', async () => {
    const journal = { insertEvents: onlyFirst };
    const run = new AppendRun(context({ journal, counter: { raiseTo: away } }), events);
    expect(await run.run()).toEqual([
      { kind: 'appended', revision: 1 },
      { kind: 'unknown', why: 'the server is away' },
    ]);
  });

  it('gives up after a number of attempts when others are always quicker', async () => {
    let attempts = 0;
    const journal: Partial<AppendContext['journal']> = {
      insertEvents: async () => {
        attempts++;
        return new Set();
      },
      holders: async ([entry]) => [noopDocument(entry?.revision ?? 0)],
    };
    expect(await new AppendRun(context({ journal }), events.slice(0, 1)).run()).toEqual([
      { kind: 'unknown', why: 'too many writers at once' },
    ]);
    expect(attempts).toBeGreaterThan(5);
  });

  it('takes exactly as many revisions as it writes, and none for what is taken already', async () => {
    const taken: number[] = [];
    const [first] = events;
    const journal: Partial<AppendContext['journal']> = {
      claimHolders: async () => [
        { _id: 9, stream: 'CL-other', version: 1, eventId: 'other', claim: first?.claim ?? '' },
      ],
    };
    const take = async (count: number) => {
      taken.push(count);
      return 10;
    };
    const outcomes = await new AppendRun(context({ journal, counter: { take } }), events).run();
    expect(outcomes).toEqual([{ kind: 'taken' }, { kind: 'appended', revision: 10 }]);
    expect(taken).toEqual([1]);
  });
});
