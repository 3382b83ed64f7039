import { once } from 'node:events';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const LOOK_EVERY_MS = 500;

/**
 * Resolves when this process is asked to stop: by a signal, or by the end of the npm that started it. The handlers
 * stay, because a Ctrl-C may come twice (from the terminal, and handed on by npm).
 */
export async function askedToStop(env: NodeJS.ProcessEnv = process.env): Promise<void> {
  await Promise.race([...SIGNALS.map((signal) => onSignal(signal)), npmGone(env)]);
}

async function onSignal(signal: NodeJS.Signals): Promise<void> {
  process.on(signal, () => undefined);
  await once(process, signal);
}

/**
 * npm starts scripts through a shell and hands SIGTERM to that shell only, which dies of it without a word to us.
 * What we can see is that our parent is another one then.
 */
function npmGone(env: NodeJS.ProcessEnv): Promise<void> {
  return new Promise((resolve) => {
    if (env['npm_lifecycle_event'] === undefined) return;
    const parent = process.ppid;
    const timer = setInterval(() => {
      if (process.ppid === parent) return;
      clearInterval(timer);
      resolve();
    }, LOOK_EVERY_MS);
    timer.unref();
  });
}
