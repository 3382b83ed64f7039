// Loaded by Jest's global set-up, outside its module system and before any build: nothing but Node.js and
// neighbours here.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { REASON_VARIABLE, type SharedStackReport } from './shared-stack-report.ts';

const START_TIMEOUT_MS = 20 * 60_000;
const STOP_TIMEOUT_MS = 20_000;

let running: ChildProcess | undefined;

/**
 * Starts one stack for a whole Jest run when TANDEM_TEST_STACK=1, and sets KAFKA_BROKERS and MONGODB_URI for all
 * workers. What the environment names already is left alone. A part that cannot be had is no failure here: its
 * specs skip, or fail under REQUIRE_STACK=1.
 */
export async function startSharedStack(env: NodeJS.ProcessEnv = process.env): Promise<void> {
  if (env['TANDEM_TEST_STACK'] !== '1') return;
  const main = fileURLToPath(new URL('./shared-stack-main.ts', import.meta.url));
  const child = spawn(process.execPath, ['--no-warnings', '--conditions=@tandem/source', main], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env,
  });
  running = child;
  const report = await firstLine(child);
  const { env: found, reasons } = report;
  Object.assign(env, found);
  if (reasons.kafka !== undefined) env[REASON_VARIABLE.kafka] = reasons.kafka;
  if (reasons.mongo !== undefined) env[REASON_VARIABLE.mongo] = reasons.mongo;
}

/** Ends what {@link startSharedStack} started. */
export async function stopSharedStack(): Promise<void> {
  const child = running;
  running = undefined;
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
  child.stdin?.end();
  await once(child, 'exit');
  clearTimeout(timer);
}

async function firstLine(child: ChildProcess): Promise<SharedStackReport> {
  const { stdout } = child;
  if (stdout === null) return { env: {}, reasons: {} };
  const timer = setTimeout(() => child.kill('SIGKILL'), START_TIMEOUT_MS);
  try {
    for await (const line of createInterface({ input: stdout })) return JSON.parse(line) as SharedStackReport;
  } finally {
    clearTimeout(timer);
  }
  const reason = 'the shared stack did not start; its last lines are above';
  return { env: {}, reasons: { kafka: reason, mongo: reason } };
}
