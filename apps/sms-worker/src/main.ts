import { requireNode } from '@tandem/process';

requireNode();
const { runSmsWorker } = await import('./run.ts');
await runSmsWorker();
