import { TandemError } from '@tandem/kernel';

export interface MemoryUse {
  /** Objects, and the buffers that they hold. */
  readonly heap: number;
  readonly resident: number;
}

/** What is really in use: garbage is collected first. Needs `--expose-gc`. */
export const memoryUse = (): MemoryUse => {
  const { gc } = globalThis;
  if (gc === undefined) throw new TandemError('CONFIG_INVALID', 'this program needs --expose-gc');
  gc();
  gc();
  const { heapUsed, external, rss } = process.memoryUsage();
  return { heap: heapUsed + external, resident: rss };
};
