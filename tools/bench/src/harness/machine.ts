import { cpus, loadavg, totalmem } from 'node:os';

/** Where and when figures were measured; they mean nothing without it. */
export interface Machine {
  readonly cores: number;
  readonly model: string;
  readonly memoryGiB: number;
  readonly node: string;
  /** Mean number of processes that wanted a core during the last minute. */
  readonly load: number;
  /** ISO 8601, UTC. */
  readonly at: string;
}

const GIB = 2 ** 30;

export const thisMachine = (): Machine => {
  const cores = cpus();
  return {
    cores: cores.length,
    model: cores[0]?.model.trim() ?? 'unknown processor',
    memoryGiB: Math.round(totalmem() / GIB),
    node: process.versions.node,
    load: Math.round((loadavg()[0] ?? 0) * 10) / 10,
    at: new Date().toISOString(),
  };
};

export const machineLine = ({ cores, model, memoryGiB, node, load, at }: Machine): string =>
  `${cores} cores (${model}), ${memoryGiB} GiB, Node ${node}, load ${load}, ${at}`;
