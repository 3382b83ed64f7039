import { extname } from 'node:path';
import { parseArgs } from 'node:util';
import { err, messageOf, ok } from '@tandem/kernel';
import type { Result } from '@tandem/kernel';

export const USAGE = `Usage: npm run import -- FILE [OPTIONS]

  FILE                 Clients as CSV (a row of field names first) or NDJSON (.ndjson, .jsonl)
  --url URL            the Management API; default http://127.0.0.1:8080
  --account SID        the account that gets the Clients; default: the one of the credentials
  --format csv|ndjson  where the name of FILE does not say
  --wait SECONDS       how long to wait until all units have them, at most 60; default 20
  --again              forgets an import of this file that broke off, and begins a new one

Credentials: ACCOUNT_SID and AUTH_TOKEN, else credentials.json in TANDEM_DATA (default data).
What became of each row is written to FILE.results.ndjson. An import that breaks off is resumed by the same command.
Exit codes: 0 all created, 1 some rows were not, 2 wrong usage, 3 broke off.`;

export interface ImportArguments {
  readonly file: string;
  readonly url: URL;
  readonly account: string | null;
  readonly format: 'csv' | 'ndjson';
  readonly waitSeconds: number;
  readonly again: boolean;
}

const FORMATS: Readonly<Record<string, 'csv' | 'ndjson'>> = {
  '.csv': 'csv',
  '.ndjson': 'ndjson',
  '.jsonl': 'ndjson',
  csv: 'csv',
  ndjson: 'ndjson',
};

const parse = (args: readonly string[]) =>
  parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      url: { type: 'string', default: 'http://127.0.0.1:8080' },
      account: { type: 'string' },
      format: { type: 'string' },
      wait: { type: 'string', default: '20' },
      again: { type: 'boolean', default: false },
    },
  });

const argumentsOf = ({ values, positionals }: ReturnType<typeof parse>): Result<ImportArguments, string> => {
  const [file, ...rest] = positionals;
  if (file === undefined || rest.length > 0) return err('give one FILE');
  const format = FORMATS[values.format ?? extname(file).toLowerCase()];
  if (format === undefined) return err('give --format csv or ndjson: the name of FILE does not say which');
  if (!URL.canParse(values.url)) return err('--url is not a URL');
  if (!/^\d{1,2}$/.test(values.wait) || Number(values.wait) > 60) return err('--wait takes 0 to 60 seconds');
  const { account = null, again } = values;
  return ok({ file, url: new URL(values.url), account, format, waitSeconds: Number(values.wait), again });
};

export const parseImportArguments = (args: readonly string[]): Result<ImportArguments, string> => {
  try {
    return argumentsOf(parse(args));
  } catch (error) {
    return err(messageOf(error));
  }
};
