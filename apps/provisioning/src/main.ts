import { requireNode } from '@tandem/process';

requireNode();
const { runProvisioning } = await import('./run.ts');
await runProvisioning();
