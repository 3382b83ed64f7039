import { type ChildProcess, spawn } from 'node:child_process';
import { Socket } from 'node:net';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Takes the subject off the reaper's list again. */
export type Forget = () => void;

let reaper: ChildProcess | undefined;

/** Has the process killed (SIGKILL) should this process die, however it dies. */
export function reapProcess(pid: number): Forget {
  return add('p', String(pid));
}

/** Has the directory removed should this process die, however it dies; after the processes. */
export function reapDirectory(path: string): Forget {
  return add('d', path);
}

function add(kind: 'p' | 'd', subject: string): Forget {
  tell(`${kind}+ ${subject}`);
  return () => tell(`${kind}- ${subject}`);
}

function tell(line: string): void {
  reaper ??= start();
  reaper.stdin?.write(`${line}\n`);
}

function start(): ChildProcess {
  const here = fileURLToPath(import.meta.url);
  const main = fileURLToPath(new URL(`./reaper-main${extname(here)}`, import.meta.url));
  const child = spawn(process.execPath, ['--no-warnings', main], {
    stdio: ['pipe', 'ignore', 'ignore'],
    // Out of the terminal's process group, or a hang-up would end it together with its parent.
    detached: true,
    windowsHide: true,
  });
  child.on('error', () => undefined);
  child.stdin.on('error', () => undefined);
  child.unref();
  // A pipe is a socket underneath; it must not keep this process alive either.
  if (child.stdin instanceof Socket) child.stdin.unref();
  return child;
}
