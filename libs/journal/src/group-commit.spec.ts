import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { systemClock } from '@tandem/kernel';
import { groupCommit } from './index.ts';
import type { AppendOutcome, Journal, NewEvent } from './index.ts';
import { creation } from './testing/index.ts';

interface Commit {
  readonly events: readonly NewEvent[];
  resolve(outcomes: readonly AppendOutcome[]): void;
  reject(reason: unknown): void;
}

/** A journal whose commits take as long as the test wants. */
const slowJournal = () => {
  const commits: Commit[] = [];
  let closed = false;
  const journal: Journal = {
    append: (events) =>
      new Promise((resolve, reject) => {
        commits.push({ events, resolve, reject });
      }),
    readStream: () => Promise.resolve([]),
    readFrom: () => Promise.resolve([]),
    fillGaps: () => Promise.resolve(0),
    releaseClaim: () => Promise.resolve(),
    head: () => Promise.resolve(0),
    close: async () => {
      closed = true;
    },
  };
  const commit = (index: number): Commit => {
    const found = commits[index];
    if (found === undefined) throw new Error(`no commit ${index}`);
    return found;
  };
  return { journal, commits, commit, isClosed: () => closed };
};

const appended = (revision: number): AppendOutcome => ({ kind: 'appended', revision });

/** Lets everything run that does not wait for a commit. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 3; turn++) await setImmediate();
};

const options = { clock: systemClock };

describe('groupCommit', () => {
  it('commits together what comes in one turn of the event loop, and gives each caller its own outcomes', async () => {
    const { journal, commits, commit } = slowJournal();
    const grouped = groupCommit(journal, options);
    const calls = [
      grouped.append([creation()]),
      grouped.append([creation(), creation()]),
      grouped.append([creation()]),
    ];
    await settle();
    expect(commits).toHaveLength(1);
    commit(0).resolve([appended(1), appended(2), { kind: 'taken' }, { kind: 'conflict' }]);
    expect(await Promise.all(calls)).toEqual([
      [appended(1)],
      [appended(2), { kind: 'taken' }],
      [{ kind: 'conflict' }],
    ]);
  });

  it('collects while a commit is under way, and has one at a time', async () => {
    const { journal, commits, commit } = slowJournal();
    const grouped = groupCommit(journal, options);
    const first = grouped.append([creation()]);
    await settle();
    const later = [grouped.append([creation()]), grouped.append([creation()])];
    await settle();
    expect(commits).toHaveLength(1);
    commit(0).resolve([appended(1)]);
    expect(await first).toEqual([appended(1)]);
    await settle();
    expect(commit(1).events).toHaveLength(2);
    commit(1).resolve([appended(2), appended(3)]);
    expect(await Promise.all(later)).toEqual([[appended(2)], [appended(3)]]);
  });

  it('takes no more than maxEntries at once, and never splits a call', async () => {
    const { journal, commits, commit } = slowJournal();
    const grouped = groupCommit(journal, { ...options, maxEntries: 3 });
    const calls = [2, 2, 5, 1].map((size) => grouped.append(Array.from({ length: size }, () => creation())));
    const sizes: number[] = [];
    for (let index = 0; index < 4; index++) {
      await settle();
      if (commits.length <= index) break;
      sizes.push(commit(index).events.length);
      commit(index).resolve(commit(index).events.map((_, at) => appended(at + 1)));
    }
    expect(sizes).toEqual([2, 2, 5, 1]);
    expect((await Promise.all(calls)).map(({ length }) => length)).toEqual([2, 2, 5, 1]);
  });

  it('passes a failure to those of its group, and goes on with the next', async () => {
    const { journal, commit } = slowJournal();
    const grouped = groupCommit(journal, options);
    const failing = [grouped.append([creation()]), grouped.append([creation()])].map((call) =>
      expect(call).rejects.toThrow('disk full'),
    );
    await settle();
    commit(0).reject(new Error('disk full'));
    await Promise.all(failing);
    const next = grouped.append([creation()]);
    await settle();
    commit(1).resolve([appended(1)]);
    expect(await next).toEqual([appended(1)]);
  });

  it('closes the journal after what is under way, and takes nothing more', async () => {
    const { journal, commit, isClosed } = slowJournal();
    const grouped = groupCommit(journal, options);
    const call = grouped.append([creation()]);
    await settle();
    const closing = grouped.close();
    await expect(grouped.append([creation()])).rejects.toMatchObject({ code: 'CLOSED' });
    expect(isClosed()).toBe(false);
    commit(0).resolve([appended(1)]);
    await closing;
    expect(isClosed()).toBe(true);
    expect(await call).toEqual([appended(1)]);
  });

  it('does not wait for ever to close', async () => {
    const grouped = groupCommit(slowJournal().journal, { ...options, closeMs: 10 });
    void grouped.append([creation()]);
    await expect(grouped.close()).rejects.toMatchObject({ code: 'TIMED_OUT' });
  });
});
