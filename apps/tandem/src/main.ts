import { requireNode } from '@tandem/process';

requireNode();
const { runTandem } = await import('./run.ts');
await runTandem();
