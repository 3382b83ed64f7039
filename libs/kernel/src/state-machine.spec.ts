import { describe, expect, it } from '@jest/globals';
import { isTandemError, StateMachine } from './index.ts';

const door = () => new StateMachine('door', { open: ['shut'], shut: ['open', 'locked'], locked: [] }, 'open');

describe('StateMachine', () => {
  it('follows its table', () => {
    const machine = door();
    machine.to('shut');
    machine.to('locked');
    expect(machine.state).toBe('locked');
  });

  it('throws LIFECYCLE_ILLEGAL for a transition that is not in the table, and stays where it was', () => {
    const machine = door();
    let thrown: unknown;
    try {
      machine.to('locked');
    } catch (error) {
      thrown = error;
    }
    expect(isTandemError(thrown, 'LIFECYCLE_ILLEGAL')).toBe(true);
    expect(machine.state).toBe('open');
  });
});
