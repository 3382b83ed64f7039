// Runs as a process of its own for the length of one Jest run: starts what the environment does not name, says
// where it is in one line of JSON, and ends everything when its standard input ends, however the run ended.
import { prepareStack } from '../prepare.ts';
import { stderrProgress as progress } from '../progress.ts';
import { type ResolvedStack, resolveStack } from '../resolve-stack.ts';
import { isStackError } from '../stack-error.ts';
import type { StackPart } from '../stack-part.ts';
import type { SharedStackReport } from './shared-stack-report.ts';

const PARTS: readonly StackPart[] = ['kafka', 'mongo'];

/** Each part for itself: the specs of one may run where the other is missing. Whether a lack is a failure, they say. */
function resolveEach(): Promise<ResolvedStack[]> {
  const env = { ...process.env, REQUIRE_STACK: '' };
  return Promise.all(PARTS.map((part) => resolveStack({ need: [part], env, progress })));
}

/** Specs that kill servers start their own, of this machine's programs; the cache must be filled before them. */
async function prepareOwn(part: StackPart): Promise<void> {
  try {
    await prepareStack([part], progress);
  } catch (error) {
    if (!isStackError(error)) throw error;
    progress(error.message);
  }
}

function report(resolved: readonly ResolvedStack[]): SharedStackReport {
  const reasons = PARTS.map((part, index) => {
    const stack = resolved[index];
    return stack?.available === false ? { [part]: stack.reason } : {};
  });
  return {
    env: Object.assign({}, ...resolved.map((stack) => (stack.available ? stack.env : {}))) as Record<
      string,
      string
    >,
    reasons: Object.assign({}, ...reasons) as SharedStackReport['reasons'],
  };
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
const parentGone = new Promise((resolve) =>
  process.stdin.resume().once('end', resolve).once('close', resolve),
);
// While servers are fetched or started there is nothing to end gracefully: the reaper sees to it.
void parentGone.then(() => (up ? undefined : process.exit(1)));

let up = false;
const resolved = await resolveEach();
await Promise.all(PARTS.map(prepareOwn));
up = true;
process.stdout.write(`${JSON.stringify(report(resolved))}\n`);
await parentGone;
await Promise.all(resolved.filter((stack) => stack.available).map((stack) => stack.close()));
process.exit(0);
