import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const TIMEOUT_MS = 120_000;

/** Runs a command of the operator's tools, by the name of its file, to its end. */
export const runCommand = (
  name: 'audit' | 'dead-letters' | 'import',
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Ran> => {
  const file = fileURLToPath(new URL(`../../../operator/dist/${name}.js`, import.meta.url));
  // Nothing of the tests' own: their brokers would be taken for this Tandem's.
  const clean = { PATH: process.env['PATH'], ...env };
  return promisify(execFile)(process.execPath, [file, ...args], { env: clean, timeout: TIMEOUT_MS }).then(
    ({ stdout, stderr }) => ({ code: 0, out: stdout, err: stderr }),
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({
      ...{ code, out: stdout, err: stderr },
    }),
  );
};
