import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** Fields of /proc/<pid>/stat after the command, which may itself hold blanks and brackets: proc(5), counted from 3. */
const FIRST_FIELD = 3;
const PARENT = 4 - FIRST_FIELD;
const USER_TIME = 14 - FIRST_FIELD;
const SYSTEM_TIME = 15 - FIRST_FIELD;

interface Usage {
  readonly parent: number;
  /** User and system time. */
  readonly ticks: number;
}

/** Reads the text of /proc/<pid>/stat. */
export const parseStat = (stat: string): Usage => {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { parent: Number(fields[PARENT]), ticks: Number(fields[USER_TIME]) + Number(fields[SYSTEM_TIME]) };
};

const usageOf = (pid: number): Usage | null => {
  try {
    return parseStat(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    // It has ended since it was listed.
    return null;
  }
};

/** Bytes of memory that a process has resident; 0 when it has ended. */
export const residentBytes = (pid: number): number => {
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1];
    return Number(kilobytes ?? 0) * 1024;
  } catch {
    return 0;
  }
};

let ticksPerSecond: number | undefined;

const clockTicks = (): number =>
  (ticksPerSecond ??= Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' })));

const allUsages = (): ReadonlyMap<number, Usage> => {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return new Map(
    pids.flatMap((name) => {
      const usage = usageOf(Number(name));
      return usage === null ? [] : [[Number(name), usage] as const];
    }),
  );
};

const ticksOfTree = (root: number, usages: ReadonlyMap<number, Usage>): number => {
  let ticks = usages.get(root)?.ticks ?? 0;
  for (const [pid, { parent }] of usages) if (parent === root) ticks += ticksOfTree(pid, usages);
  return ticks;
};

/** CPU seconds, user and system, that a process with its threads and its living descendants has used so far. */
export const cpuSeconds = (pid: number): number => ticksOfTree(pid, allUsages()) / clockTicks();
