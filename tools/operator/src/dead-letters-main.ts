import type { EventLog } from '@tandem/event-log';
import { err, ok } from '@tandem/kernel';
import type { Result } from '@tandem/kernel';
import { fail } from './fail.ts';
import { parseCommand, USAGE } from './dead-letter-arguments.ts';
import type { Command } from './dead-letter-arguments.ts';
import { details, findLetter, readLetters, replay, table } from './dead-letter-commands.ts';
import { explained, withEventLog } from './with-event-log.ts';

const DONE = 0;
const FAILED = 1;
const WRONG_USAGE = 2;

const answer = async (
  wanted: Command,
  log: EventLog,
  token: string | undefined,
): Promise<Result<string, string>> => {
  if (wanted.command === 'list') {
    const letters = await readLetters(log);
    return ok(wanted.json ? JSON.stringify(letters) : table(letters));
  }
  const letter = await findLetter(log, wanted.key);
  if (letter === null) return err(`there is no dead letter ${wanted.key}; list shows them`);
  return wanted.command === 'show' ? ok(details(letter)) : replay(letter, wanted.unit, token);
};

const run = (wanted: Command): Promise<Result<string, string>> =>
  withEventLog('dead-letters', (log, token) => answer(wanted, log, token));

/** Lists, shows and replays what units could not apply. @returns the exit code */
export const deadLettersMain = async (args: readonly string[]): Promise<number> => {
  const wanted = parseCommand(args);
  if (!wanted.ok) return fail(WRONG_USAGE, `${wanted.error}\n\n${USAGE}`);
  const outcome = await run(wanted.value).catch((error: unknown) => err(explained(error)));
  if (!outcome.ok) return fail(FAILED, outcome.error);
  console.log(outcome.value);
  return DONE;
};
