import { describe, expect, it } from '@jest/globals';
import { emptyCheckpoint } from './advance.ts';
import { startingPoint } from './starting-point.ts';

const at = (revision: number, generation = 'g1') => ({ ...emptyCheckpoint(generation, 1), revision });

describe('startingPoint', () => {
  it('goes on at the log’s own checkpoint', () => {
    const checkpoint = at(7);
    const memory = { generation: 'g1', revision: 5 };
    expect(startingPoint({ checkpoint, memory, head: 9 })).toEqual({ kind: 'continue', checkpoint });
    expect(startingPoint({ checkpoint, memory: null, head: 7 })).toEqual({ kind: 'continue', checkpoint });
  });

  it('begins where journal and log are new', () => {
    expect(startingPoint({ checkpoint: null, memory: null, head: 0 })).toEqual({ kind: 'begin' });
  });

  it.each([
    ['has none', { checkpoint: null, memory: null, head: 1 }],
    ['was lost', { checkpoint: null, memory: { generation: 'g1', revision: 0 }, head: 0 }],
    ['lost its tail', { checkpoint: at(4), memory: { generation: 'g1', revision: 5 }, head: 9 }],
    ['is another log', { checkpoint: at(9, 'g2'), memory: { generation: 'g1', revision: 5 }, head: 9 }],
    ['is ahead of the journal', { checkpoint: at(9), memory: null, head: 8 }],
  ])('publishes everything again where the log %s', (_, input) => {
    expect(startingPoint(input)).toMatchObject({ kind: 'republish' });
  });
});
