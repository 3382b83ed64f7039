import { randomUUID } from 'node:crypto';

/** Which process of this machine holds something. Ids are used again, so each life of a process has a mark too. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly process: string;
}

export const thisProcess: ProcessIdentity = { pid: process.pid, process: randomUUID() };

/** Whether that process has certainly ended; false when it may still run. */
export const hasEnded = ({ pid, process: mark }: ProcessIdentity): boolean => {
  if (pid === thisProcess.pid) return mark !== thisProcess.process;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
};
