import type { EventLog } from '@tandem/event-log';
import { err, ok } from '@tandem/kernel';
import type { Result } from '@tandem/kernel';
import { parseCommand, USAGE } from './dead-letter-arguments.ts';
import type { Command } from './dead-letter-arguments.ts';
import { details, findLetter, readLetters, replay, table } from './dead-letter-commands.ts';
import { explained, withEventLog } from './with-event-log.ts';

const EXIT_FAILED = 1;
const EXIT_USAGE = 2;

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

const say = (outcome: Result<string, string>): void => {
  if (outcome.ok) {
    console.log(outcome.value);
    return;
  }
  console.error(outcome.error);
  process.exitCode = EXIT_FAILED;
};

const wanted = parseCommand(process.argv.slice(2));
if (wanted.ok) say(await run(wanted.value).catch((error: unknown) => err(explained(error))));
else {
  console.error(`${wanted.error}\n\n${USAGE}`);
  process.exitCode = EXIT_USAGE;
}
