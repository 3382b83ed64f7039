const MICROS = 1e6;

/** CPU seconds of this process, user and system, all threads: what a busy machine does besides does not count. */
export const ownCpuSeconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / MICROS;
};

/** How often per CPU second something is done by work that does it `count` times. */
export const perCpuSecond = (count: number, work: () => void): number => {
  const begun = ownCpuSeconds();
  work();
  return count / (ownCpuSeconds() - begun);
};
