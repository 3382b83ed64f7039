import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { err, messageOf, ok } from '@tandem/kernel';
import type { Result } from '@tandem/kernel';
import { parseImportArguments, USAGE } from './import/import-arguments.ts';
import { importFile } from './import/import-file.ts';
import { progressOn } from './import/progress.ts';
import type { Credentials } from './import/send-part.ts';

const EXIT_NOT_ALL = 1;
const EXIT_USAGE = 2;
const EXIT_BROKEN_OFF = 3;

const credentials = (): Result<Credentials, string> => {
  const { ACCOUNT_SID: accountSid, AUTH_TOKEN: authToken, TANDEM_DATA = 'data' } = process.env;
  if (accountSid !== undefined && authToken !== undefined) return ok({ accountSid, authToken });
  const path = join(TANDEM_DATA, 'credentials.json');
  try {
    return ok(JSON.parse(readFileSync(path, 'utf8')) as Credentials);
  } catch (error) {
    return err(`set ACCOUNT_SID and AUTH_TOKEN: ${path} cannot be read (${messageOf(error)})`);
  }
};

const fail = (code: number, text: string): void => {
  console.error(text);
  process.exitCode = code;
};

const wanted = parseImportArguments(process.argv.slice(2));
const known = credentials();
if (!wanted.ok) fail(EXIT_USAGE, `${wanted.error}\n\n${USAGE}`);
else if (!known.ok) fail(EXIT_USAGE, known.error);
else {
  const progress = progressOn(process.stderr);
  const done = await importFile(wanted.value, known.value, progress).catch((error: unknown) =>
    err(messageOf(error)),
  );
  progress.end();
  if (!done.ok) fail(EXIT_BROKEN_OFF, done.error);
  else {
    const { created, exists, invalid, status, results } = done.value;
    console.log(
      `${created} created, ${exists} exist, ${invalid} invalid; units: ${status ?? 'nothing new'}; ${results}`,
    );
    if (exists + invalid > 0) process.exitCode = EXIT_NOT_ALL;
  }
}
