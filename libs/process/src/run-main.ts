import { isTandemError, messageOf, withDeadline } from '@tandem/kernel';
import { watchNpm } from './npm-ended.ts';

/** What a process runs, once it runs. */
export interface Running {
  /** Ends everything in order; bounded by itself where it can be. */
  close(): Promise<void>;
  /** Resolves, if ever, with why it cannot go on; it is closed then. */
  readonly failed?: Promise<Error>;
}

const CLOSE_MS = 15_000;
const SIGNALS = ['SIGINT', 'SIGTERM'] as const;
const OWNER_ONLY = 0o077;
const EXIT_OK = 0;
const EXIT_FAILED = 1;

/** A surprise of the catalogue explains itself; anything else is a defect and needs its stack. */
const explain = (error: unknown): string => {
  if (isTandemError(error)) return `${error.code}: ${error.message}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
};

const complain = (error: unknown): void => {
  process.stderr.write(`${explain(error)}\n`);
};

const stop = async (running: Running): Promise<number> => {
  try {
    await withDeadline(running.close(), CLOSE_MS, 'closing');
    return EXIT_OK;
  } catch (error) {
    process.stderr.write(`not closed cleanly: ${messageOf(error)}\n`);
    return EXIT_FAILED;
  }
};

const PARENT_CHECK_MS = 500;

/**
 * npm does not pass SIGTERM on: killed itself, it leaves the process that it started behind. One that was started by an
 * npm script therefore stops when its parent is gone.
 */
const orphaned = (asked: () => void): void => {
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const npmEnded = watchNpm();
  setInterval(() => {
    if (npmEnded()) asked();
  }, PARENT_CHECK_MS).unref();
};

const asked = (): Promise<void> =>
  new Promise((resolve) => {
    let first = true;
    for (const signal of SIGNALS) {
      process.on(signal, () => {
        // Whoever asks twice does not want to wait.
        if (!first) process.exit(EXIT_FAILED);
        first = false;
        resolve();
      });
    }
    orphaned(resolve);
  });

/**
 * Runs a process from start to exit: starts it, waits for SIGINT, SIGTERM, the end of the npm that started it or its
 * own failure, closes it within 15 s. The exit code is 0 after a clean end, 1 when it could not start, failed (what was
 * wrong stands on standard error) or did not close.
 */
export const runMain = async (start: () => Promise<Running>): Promise<void> => {
  // Databases hold sealed secrets: what a process writes is its owner's alone, whatever directory it lies in.
  process.umask(OWNER_ONLY);
  const stopping = asked();
  const fatal = (error: unknown): void => {
    complain(error);
    process.exit(EXIT_FAILED);
  };
  process.on('uncaughtException', fatal);
  process.on('unhandledRejection', fatal);
  let running: Running;
  try {
    running = await start();
  } catch (error) {
    return fatal(error);
  }
  const failure = await Promise.race([stopping, ...(running.failed ? [running.failed] : [])]);
  if (failure !== undefined) complain(failure);
  const code = await stop(running);
  process.exit(failure === undefined ? code : EXIT_FAILED);
};
