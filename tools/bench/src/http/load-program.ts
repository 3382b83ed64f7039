import { serveProgram } from '../harness/serve-program.ts';
import type { LoadQuestions } from './load-questions.ts';
import { importRows } from './import-rows.ts';
import { hold, release } from './hold.ts';
import { pace } from './pace.ts';
import { saturate } from './saturate.ts';

await serveProgram<LoadQuestions>(() => ({ answers: { import: importRows, saturate, pace, hold, release } }));
