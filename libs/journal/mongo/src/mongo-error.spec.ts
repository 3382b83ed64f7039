import { describe, expect, it } from '@jest/globals';
import { TandemError } from '@tandem/kernel';
import { databaseError, isDuplicateKey, onlyDuplicateKeys, refusedWrites, upserting } from './mongo-error.ts';

const bulkError = (writeErrors: unknown, concern?: unknown) =>
  Object.assign(new Error('bulk'), { writeErrors, result: { getWriteConcernError: () => concern } });

describe('errors of MongoDB', () => {
  it('tells the writes that were refused, when the rest is certain', () => {
    const error = bulkError([
      { index: 1, code: 11_000 },
      { index: 3, code: 11_000 },
    ]);
    expect(refusedWrites(error)).toEqual(new Set([1, 3]));
    expect(onlyDuplicateKeys(error)).toBe(true);
  });

  it.each([
    ['a broken connection', new Error('reset')],
    ['a write concern that was not met', bulkError([], { code: 64 })],
    ['a write concern that was not met besides', bulkError([{ index: 0, code: 11_000 }], { code: 64 })],
    ['nothing', undefined],
  ])('tells nothing certain after %s', (_, error) => {
    expect(refusedWrites(error)).toBeNull();
    expect(onlyDuplicateKeys(error)).toBe(false);
  });

  it('knows a duplicate key from another refusal', () => {
    expect(isDuplicateKey({ code: 11_000 })).toBe(true);
    expect(isDuplicateKey({ code: 50 })).toBe(false);
    expect(onlyDuplicateKeys(bulkError([{ index: 0, code: 50 }]))).toBe(false);
  });

  it('upserts once more when another has inserted first, and only then', async () => {
    const codes = [11_000];
    const upsert = async () => {
      const code = codes.shift();
      if (code !== undefined) throw Object.assign(new Error('refused'), { code });
      return 'done';
    };
    await expect(upserting(upsert)).resolves.toBe('done');
    codes.push(50);
    await expect(upserting(upsert)).rejects.toMatchObject({ code: 50 });
  });

  it('has a place in the catalogue for all of them, and leaves what has one', () => {
    expect(databaseError({ code: 14_031, message: 'no space' }, 'inserting')).toMatchObject({
      code: 'STORAGE_FULL',
    });
    expect(databaseError(new Error('reset'), 'inserting')).toMatchObject({
      code: 'JOURNAL_UNAVAILABLE',
      message: 'inserting failed: reset',
    });
    const closed = new TandemError('CLOSED', 'closed');
    expect(databaseError(closed, 'inserting')).toBe(closed);
  });
});
