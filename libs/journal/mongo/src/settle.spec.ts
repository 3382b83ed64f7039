import { describe, expect, it } from '@jest/globals';
import { creation } from '@tandem/journal/testing';
import type { Held, JournalCollection, Numbered } from './journal-collection.ts';
import { noopDocument } from './event-document.ts';
import { judge, Settlement } from './settle.ts';

const entry: Numbered = { event: creation({ login: 'alice' }), revision: 7 };

const held = (over: Partial<Held> = {}): Held => ({
  _id: 7,
  stream: entry.event.stream,
  version: 1,
  claim: entry.event.claim ?? '',
  eventId: entry.event.eventId,
  ...over,
});

const others = { stream: 'CL-other', eventId: 'other' };

describe('judge', () => {
  it.each([
    ['our own event', [held()], { kind: 'appended', revision: 7 }],
    ['our own event of an earlier attempt', [held({ _id: 5 })], { kind: 'appended', revision: 5 }],
    ['another event of our version', [held({ _id: 5, eventId: 'other' })], { kind: 'conflict' }],
    [
      'another event of our version, and our claim held',
      [held({ _id: 5, eventId: 'other', claim: 'rev:5' }), held({ _id: 3, ...others })],
      { kind: 'conflict' },
    ],
    ['a no-op at our revision', [noopDocument(7)], { kind: 'again' }],
    ['another event at our revision', [held({ ...others, claim: 'rev:7' })], { kind: 'again' }],
    [
      'a no-op at our revision, and our claim held',
      [noopDocument(7), held({ _id: 3, ...others })],
      { kind: 'taken' },
    ],
    ['our claim held, and nothing at our revision', [held({ _id: 3, ...others })], null],
    ['nothing', [], null],
  ])('finds %s', (_, found, verdict) => {
    expect(judge(entry, found).verdict).toEqual(verdict);
  });
});

type Reads = Pick<JournalCollection, 'holders' | 'insertNoops'>;

const settlement = (journal: Reads, timeLeft = () => 10_000) =>
  new Settlement({ journal, timeLeft, onReadBack: () => Promise.resolve() });

describe('Settlement', () => {
  it('looks again while what refused the insert is not to be read yet', async () => {
    let reads = 0;
    const journal: Reads = {
      holders: async () => (++reads < 4 ? [] : [held()]),
      // Something stands there that a majority does not have yet.
      insertNoops: async () => new Set(),
    };
    expect(await settlement(journal).settle([entry], 'refused')).toEqual([{ kind: 'appended', revision: 7 }]);
    expect(reads).toBe(4);
  });

  it('keeps an insert that is still on its way from arriving later, before it begins again', async () => {
    const filled: number[] = [];
    const journal: Reads = {
      holders: async () => [],
      insertNoops: async (revisions) => {
        filled.push(...revisions);
        return new Set(revisions);
      },
    };
    expect(await settlement(journal).settle([entry], 'broken')).toEqual([{ kind: 'again' }]);
    expect(filled).toEqual([7]);
  });

  it('does not say taken as long as the insert might still arrive', async () => {
    const rounds = [[held({ _id: 3, ...others })], [held()]];
    const journal: Reads = {
      holders: async () => rounds.shift() ?? [],
      insertNoops: async () => new Set(),
    };
    expect(await settlement(journal).settle([entry], 'broken')).toEqual([{ kind: 'appended', revision: 7 }]);
  });

  it('says unknown, and why, when the server stays away until the time is up', async () => {
    let left = 3;
    const journal: Reads = {
      holders: () => Promise.reject(new Error('connection reset')),
      insertNoops: async () => new Set(),
    };
    const outcomes = await settlement(journal, () => 6 * left--).settle([entry], 'broken');
    expect(outcomes).toEqual([{ kind: 'unknown', why: 'connection reset' }]);
  });
});
