import { parseArgs } from 'node:util';
import { err, messageOf, ok } from '@tandem/kernel';
import type { Result } from '@tandem/kernel';

export const USAGE = `Usage: npm run dead-letters -- COMMAND

  list [--json]             every record that a unit could not apply
  show KEY                  one of them whole, as JSON, its value as text
  replay KEY --unit URL     has that unit read the record again, as after an upgrade;
                            URL is the unit's pages, such as http://127.0.0.1:8181

The log is found as by any process of Tandem: KAFKA_BROKERS, else TANDEM_DATA.
OPERATOR_TOKEN opens the pages of a unit that is not on this machine.`;

export type Command =
  | { readonly command: 'list'; readonly json: boolean }
  | { readonly command: 'show'; readonly key: string }
  | { readonly command: 'replay'; readonly key: string; readonly unit: URL };

const parse = (args: readonly string[]) =>
  parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, unit: { type: 'string' } },
  });

const commandOf = ({ values, positionals }: ReturnType<typeof parse>): Result<Command, string> => {
  const [command, key, ...rest] = positionals;
  if (rest.length > 0) return err(`there is nothing to do with "${rest.join(' ')}"`);
  if (command === 'list' && key === undefined) return ok({ command, json: values.json });
  if (command !== 'show' && command !== 'replay') return err('give a command: list, show or replay');
  if (key === undefined) return err(`${command} needs the KEY of a letter; list shows them`);
  if (command === 'show') return ok({ command, key });
  if (values.unit === undefined || !URL.canParse(values.unit)) return err('replay needs --unit URL');
  return ok({ command, key, unit: new URL(values.unit) });
};

export const parseCommand = (args: readonly string[]): Result<Command, string> => {
  try {
    return commandOf(parse(args));
  } catch (error) {
    return err(messageOf(error));
  }
};
