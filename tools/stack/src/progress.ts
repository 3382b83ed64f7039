/** Takes one line for whoever waits: what is fetched, built or started, and for how long already. */
export type Progress = (line: string) => void;

/** Progress on standard error, so that standard output holds nothing but the result. */
export const stderrProgress: Progress = (line) => {
  process.stderr.write(`stack: ${line}\n`);
};

export const noProgress: Progress = () => undefined;

/** Whole seconds since `since`, a `performance.now()`, as text: "12 s". */
export function secondsSince(since: number): string {
  return `${Math.round((performance.now() - since) / 1000)} s`;
}
