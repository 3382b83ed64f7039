import { describe, expect, it } from '@jest/globals';
import { MarkSchedule } from './mark-schedule.ts';

describe('MarkSchedule', () => {
  it('is due at once at first, and after a reset', () => {
    const schedule = new MarkSchedule();
    expect(schedule.due(0, 0)).toBe(true);
    schedule.marked(0, 0);
    expect(schedule.due(1, 0)).toBe(false);
    schedule.reset();
    expect(schedule.due(1, 0)).toBe(true);
  });

  it('is due a second after the last mark when there were changes', () => {
    const schedule = new MarkSchedule();
    schedule.marked(100, 7);
    expect(schedule.due(1099, 8)).toBe(false);
    expect(schedule.due(1100, 8)).toBe(true);
  });

  it('is due five seconds after the last mark when nothing changed', () => {
    const schedule = new MarkSchedule();
    schedule.marked(100, 7);
    expect(schedule.due(5099, 7)).toBe(false);
    expect(schedule.due(5100, 7)).toBe(true);
  });
});
