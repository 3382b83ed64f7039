import { err } from '@tandem/kernel';
import type { FieldProblem } from '../outcomes.ts';
import { PROBLEM_CODES } from './problem-codes.ts';
import type { ProblemCodeNumber } from './problem-codes.ts';

/** A problem with one field; the message names the field, what is wrong and what to do, never the value. */
export const fieldProblem = (field: string, code: ProblemCodeNumber): FieldProblem => {
  const { title, remedy } = PROBLEM_CODES[code];
  const subject = title.includes(field) ? '' : `${field}: `;
  return { field, code, message: `${subject}${title}. ${remedy}` };
};

export const refused = (field: string, code: ProblemCodeNumber) => err(fieldProblem(field, code));
