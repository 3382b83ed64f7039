import { describe, expect, it } from '@jest/globals';
import { PROBLEM_CODES } from './problem-codes.ts';
import { fieldProblem } from './problem.ts';

const listed = Object.entries(PROBLEM_CODES).map(([code, info]) => ({ code: Number(code), ...info }));

describe('problem codes', () => {
  it.each(listed)(
    '$code lies in the range of field problems and says what to do',
    ({ code, title, remedy }) => {
      expect(code).toBeGreaterThanOrEqual(21300);
      expect(code).toBeLessThan(21400);
      expect(title).toMatch(/[^.]$/);
      expect(remedy).toMatch(/^[A-Z].*\.$/);
    },
  );

  it('make messages that name the field once', () => {
    expect(fieldProblem('Login', 21301).message).toMatch(/^Login is missing\. Send Login/);
    expect(fieldProblem('VoiceMethod', 21307)).toEqual({
      field: 'VoiceMethod',
      code: 21307,
      message: 'VoiceMethod: The HTTP method is neither GET nor POST. Send GET or POST.',
    });
  });
});
