import type { EventLog } from '@tandem/event-log';
import { err, isTandemError, messageOf, ok } from '@tandem/kernel';
import type { Result } from '@tandem/kernel';
import { layFoundation, openEventLog } from '@tandem/process';
import { parseCommand, USAGE } from './dead-letter-arguments.ts';
import type { Command } from './dead-letter-arguments.ts';
import { details, findLetter, readLetters, replay, table } from './dead-letter-commands.ts';

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

const run = async (wanted: Command): Promise<Result<string, string>> => {
  const { config, dir, logger, closer } = layFoundation({
    service: 'dead-letters',
    options: {},
    // What goes wrong is said below; lines of log would only stand between the letters.
    env: { TANDEM_LOG_LEVEL: 'silent', ...process.env },
  });
  try {
    const log = openEventLog(config, dir, logger);
    closer.add('event log', () => log.close());
    return await answer(wanted, log, config.operatorToken);
  } finally {
    await closer.close();
  }
};

const say = (outcome: Result<string, string>): void => {
  if (outcome.ok) {
    console.log(outcome.value);
    return;
  }
  console.error(outcome.error);
  process.exitCode = EXIT_FAILED;
};

const explained = (error: unknown): string =>
  isTandemError(error) ? `${error.code}: ${error.message}` : messageOf(error);

const wanted = parseCommand(process.argv.slice(2));
if (wanted.ok) say(await run(wanted.value).catch((error: unknown) => err(explained(error))));
else {
  console.error(`${wanted.error}\n\n${USAGE}`);
  process.exitCode = EXIT_USAGE;
}
