import { requireNode } from '@tandem/process';

requireNode();
const { runCallProcessing } = await import('./run.ts');
await runCallProcessing();
