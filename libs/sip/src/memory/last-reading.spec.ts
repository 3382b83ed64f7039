import { describe, expect, it } from '@jest/globals';
import { lastReading } from './last-reading.ts';

describe('lastReading', () => {
  it('reads a text once as long as no other comes', () => {
    const read: string[] = [];
    const length = lastReading((text: string) => {
      read.push(text);
      return text.length;
    });
    expect(['one', 'one', 'three', 'three', 'one'].map(length)).toEqual([3, 3, 5, 5, 3]);
    expect(read).toEqual(['one', 'three', 'one']);
  });

  it('reads the empty text like any other', () => {
    const length = lastReading((text: string) => text.length);
    expect(length('')).toBe(0);
  });
});
