import type { FieldProblem } from '@tandem/provisioning';
import { HTTP_PROBLEMS } from './http-problems.ts';
import type { HttpProblemCode } from './http-problems.ts';

/** One refusal as it is answered. */
export interface Problem {
  readonly status: number;
  readonly code: number;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ProblemDetails {
  /** What is wrong in this very case, instead of the catalogue's title; without a full stop. */
  readonly detail?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A problem of the catalogue; the message says what is wrong and what to do. */
export const problem = (code: HttpProblemCode, { detail, headers }: ProblemDetails = {}): Problem => {
  const { status, title, remedy } = HTTP_PROBLEMS[code];
  return { status, code, message: `${detail ?? title}. ${remedy}`, ...(headers && { headers }) };
};

/** Field problems as one answer: the first one's code, everyone's message. */
export const fieldsProblem = (problems: readonly FieldProblem[]): Problem => ({
  status: 400,
  code: problems[0]?.code ?? 21100,
  message: problems.map(({ message }) => message).join(' '),
});
