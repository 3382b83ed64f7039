export { Closer } from './closer.ts';
export { requireNode } from './node-version.ts';
export { runMain } from './run-main.ts';
export type { Running } from './run-main.ts';
