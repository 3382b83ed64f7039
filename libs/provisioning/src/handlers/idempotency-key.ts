import type { FieldProblem } from '../outcomes.ts';
import { fieldProblem } from '../domain/problem.ts';

/** 1 to 255 printable ASCII characters. */
const KEY = /^[\x20-\x7e]{1,255}$/;

export const idempotencyKeyProblem = (key: string | undefined): FieldProblem | null =>
  key === undefined || KEY.test(key) ? null : fieldProblem('Idempotency-Key', 21314);
