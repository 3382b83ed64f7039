import { readFileSync } from 'node:fs';

interface ProcessStat {
  readonly name: string;
  readonly parent: number;
}

/** proc(5): `pid (name) state ppid …`; undefined where there is no /proc, or no such process. */
const statOf = (pid: number): ProcessStat | undefined => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const end = stat.lastIndexOf(')');
    return {
      name: stat.slice(stat.indexOf('(') + 1, end),
      parent: Number(stat.slice(end + 2).split(' ')[1]),
    };
  } catch {
    return undefined;
  }
};

const SHELL = /^(?:sh|ash|dash|bash|busybox)$/;

/**
 * Says whether the npm that started this process has ended. npm runs a script in a shell, which outlives an npm that
 * was killed: its parent is watched then, where /proc tells it.
 */
export const watchNpm = (): (() => boolean) => {
  const parent = process.ppid;
  const shell = statOf(parent);
  const npm = shell !== undefined && SHELL.test(shell.name) ? shell.parent : undefined;
  return () => process.ppid !== parent || (npm !== undefined && statOf(parent)?.parent !== npm);
};
