import { startApp } from './app-process.ts';
import type { AppName } from './app-process.ts';

/** How a process ended that could not start. */
export interface FailedStart {
  readonly code: number | null;
  /** Everything printed. */
  readonly output: string;
}

const END_MS = 60_000;
/** What says that it came up after all. */
const UP = /Ctrl-C stops it|pages http|docs at/;

/** Starts an application that is expected not to come up, and waits for its end. */
export const startAndFail = async (
  env: Readonly<Record<string, string>>,
  app: AppName = 'tandem',
): Promise<FailedStart> => {
  const process = await startApp({ app, env });
  const late = setTimeout(() => void process.kill(), END_MS);
  const up = process.waitForLine(UP, { timeoutMs: END_MS }).then(
    () => process.kill(),
    () => undefined,
  );
  const { code } = await process.exited;
  clearTimeout(late);
  await up;
  if (code === null) throw new Error(`${app} did not end by itself: ${process.output()}`);
  return { code, output: process.output() };
};
