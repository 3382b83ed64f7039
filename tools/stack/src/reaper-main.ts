// Runs as a process of its own. It outlives the one that started it by just as long as it takes to end what that
// one left running and to remove what it left lying: a test run killed by `kill -9` leaves no broker behind.
// Commands come as lines on standard input; the end of standard input is the death of the parent.
import { rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';

const LONGEST_WAIT_MS = 5000;

const processes = new Set<number>();
const directories = new Set<string>();

function obey(line: string): void {
  const [verb, subject = ''] = [line.slice(0, 2), line.slice(3)];
  if (verb === 'p+') processes.add(Number(subject));
  if (verb === 'p-') processes.delete(Number(subject));
  if (verb === 'd+') directories.add(subject);
  if (verb === 'd-') directories.delete(subject);
}

function send(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}

async function reap(): Promise<void> {
  for (const pid of processes) send(pid, 'SIGKILL');
  const deadline = performance.now() + LONGEST_WAIT_MS;
  while ([...processes].some((pid) => send(pid, 0)) && performance.now() < deadline) await delay(20);
  for (const directory of directories) {
    await rm(directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  }
}

// Ctrl-C and the like are for the parent to answer; only its end is ours.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);

createInterface({ input: process.stdin })
  .on('line', obey)
  .on('close', () => void reap().finally(() => process.exit()));
