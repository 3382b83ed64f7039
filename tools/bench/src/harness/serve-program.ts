import { inspect } from 'node:util';
import type { Answer, Question, Questions } from './program.ts';

/** What a program's questions are answered with; `close` ends what it has opened. */
export interface Serving<Q extends Questions> {
  readonly answers: Q;
  readonly close?: () => Promise<void>;
}

/**
 * Answers the questions of the process that has started this one, until it hangs up: then closes everything and ends,
 * so that no process is left behind by a benchmark that was killed.
 */
export const serveProgram = async <Q extends Questions>(
  open: () => Promise<Serving<Q>> | Serving<Q>,
): Promise<void> => {
  // Ctrl-C in a terminal reaches every process of the group; the starter decides what ends when.
  process.on('SIGINT', () => undefined);
  const { answers, close } = await open();
  const send = (answer: Answer): void => void process.send?.(answer);
  process.on('message', (message) => {
    const { id, name, asked } = message as Question;
    const answer = answers[name] as ((asked: unknown) => unknown) | undefined;
    void (async () => answer?.(asked))().then(
      (answered) => send({ id, answered }),
      (error: unknown) => send({ id, failed: inspect(error) }),
    );
  });
  process.once('disconnect', () => void (close?.() ?? Promise.resolve()).finally(() => process.exit()));
  send({ id: 0, answered: undefined });
};
