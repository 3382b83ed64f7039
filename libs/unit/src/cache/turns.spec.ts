import { describe, expect, it } from '@jest/globals';
import { Turns } from './turns.ts';

/** Counts turns of the event loop until told to stop. */
const countTurns = () => {
  const counted = { turns: 0, stop: false };
  const next = (): void => {
    counted.turns += 1;
    if (!counted.stop) setImmediate(next);
  };
  setImmediate(next);
  return counted;
};

describe('Turns', () => {
  it('lets one caller work in each turn of the event loop, however many wait', async () => {
    const turns = new Turns();
    const counted = countTurns();
    const workedIn: number[] = [];
    const work = async (): Promise<void> => {
      for (let piece = 0; piece < 3; piece++) {
        await turns.take();
        workedIn.push(counted.turns);
      }
    };
    await Promise.all(Array.from({ length: 16 }, work));
    counted.stop = true;
    expect(workedIn).toHaveLength(48);
    expect(new Set(workedIn).size).toBe(48);
  });

  it('serves those who wait in their order, so that none starves', async () => {
    const turns = new Turns();
    const order: string[] = [];
    const work = async (name: string): Promise<void> => {
      for (let piece = 0; piece < 2; piece++) {
        await turns.take();
        order.push(name);
      }
    };
    await Promise.all(['a', 'b', 'c'].map(work));
    expect(order).toEqual(['a', 'b', 'c', 'a', 'b', 'c']);
  });

  it('keeps nobody waiting where nobody works', async () => {
    const counted = countTurns();
    await new Turns().take();
    expect(counted.turns).toBe(0);
    counted.stop = true;
  });
});
