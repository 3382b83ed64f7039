import { describe, expect, it } from '@jest/globals';
import { contentKey } from './content-key.ts';

describe('contentKey', () => {
  it('is the same for the same content and another for any other', () => {
    expect(contentKey('ab', 'c')).toBe(contentKey('ab', 'c'));
    expect(
      new Set([contentKey('ab', 'c'), contentKey('a', 'bc'), contentKey('abc'), contentKey('c', 'ab')]).size,
    ).toBe(4);
  });
});
