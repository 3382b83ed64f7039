import { Program } from '../harness/program.ts';
import type { Resources } from '../harness/resources.ts';
import type { LoadQuestions } from './load-questions.ts';

/** Starts the process that sends requests, so that the servers have their threads to themselves. */
export const startLoad = async (resources: Resources): Promise<Program<LoadQuestions>> =>
  resources.add(
    await Program.start<LoadQuestions>(new URL('./load-program.js', import.meta.url)),
    (started) => started.stop(),
  );
