import { err, messageOf } from '@tandem/kernel';
import { fail } from '../fail.ts';
import { readCredentials } from './credentials.ts';
import { parseImportArguments, USAGE } from './import-arguments.ts';
import { importFile } from './import-file.ts';
import { progressOn } from './progress.ts';

const ALL = 0;
const NOT_ALL = 1;
const WRONG_USAGE = 2;
const BROKEN_OFF = 3;

/** Imports Clients from a file. @returns the exit code */
export const importMain = async (args: readonly string[]): Promise<number> => {
  const wanted = parseImportArguments(args);
  if (!wanted.ok) return fail(WRONG_USAGE, `${wanted.error}\n\n${USAGE}`);
  const known = readCredentials();
  if (!known.ok) return fail(WRONG_USAGE, known.error);
  const progress = progressOn(process.stderr);
  const done = await importFile(wanted.value, known.value, progress).catch((error: unknown) =>
    err(messageOf(error)),
  );
  progress.end();
  if (!done.ok) return fail(BROKEN_OFF, done.error);
  const { created, exists, invalid, status, results } = done.value;
  console.log(
    `${created} created, ${exists} exist, ${invalid} invalid; units: ${status ?? 'nothing new'}; ${results}`,
  );
  return exists + invalid > 0 ? NOT_ALL : ALL;
};
