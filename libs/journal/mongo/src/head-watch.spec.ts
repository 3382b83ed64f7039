import { describe, expect, it } from '@jest/globals';
import { ManualClock } from '@tandem/kernel/testing';
import { HeadWatch } from './head-watch.ts';

const watched = () => {
  const clock = new ManualClock();
  const state = { head: 0, counter: 0, searches: 0 };
  const journal = {
    head: async () => {
      state.searches++;
      return state.head;
    },
  };
  const counter = { read: async () => state.counter };
  return { clock, state, watch: new HeadWatch({ journal, counter, clock }) };
};

describe('HeadWatch', () => {
  it('does not search the journal again while no revision was taken', async () => {
    const { state, watch } = watched();
    Object.assign(state, { head: 7, counter: 7 });
    for (let times = 0; times < 5; times++) expect(await watch.head()).toBe(7);
    expect(await watch.mayHave(8)).toBe(false);
    expect(await watch.mayHave(7)).toBe(true);
    expect(state.searches).toBe(1);
  });

  it('takes the journal to have grown when revisions were taken', async () => {
    const { state, watch } = watched();
    await watch.head();
    Object.assign(state, { head: 1, counter: 2 });
    expect(await watch.mayHave(2)).toBe(true);
    expect(await watch.mayHave(3)).toBe(false);
    expect(await watch.head()).toBe(1);
    Object.assign(state, { head: 2 });
    expect(await watch.head()).toBe(2);
  });

  it('believes no counter before it has searched', async () => {
    const { watch } = watched();
    expect(await watch.mayHave(1)).toBe(true);
  });

  it('finds within a second what a counter that lost increments does not tell', async () => {
    const { clock, state, watch } = watched();
    await watch.head();
    Object.assign(state, { head: 3, counter: 0 });
    expect(await watch.head()).toBe(0);
    expect(await watch.mayHave(3)).toBe(false);
    clock.advance(1000);
    expect(await watch.mayHave(3)).toBe(true);
    expect(await watch.head()).toBe(3);
  });
});
