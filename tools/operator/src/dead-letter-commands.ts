import { deadLetterCodec, deadLetterKey, TOPICS } from '@tandem/contracts';
import type { DeadLetter } from '@tandem/contracts';
import type { EventLog } from '@tandem/event-log';
import { err, ok } from '@tandem/kernel';
import type { Result } from '@tandem/kernel';
import { readTopic } from './read-topic.ts';
import { textTable } from './table.ts';

/** Every letter on the log, the last of each key, oldest first. Throws what `readTopic` throws. */
export const readLetters = async (log: EventLog): Promise<readonly DeadLetter[]> => {
  const letters = new Map<string, DeadLetter>();
  for (const { value } of await readTopic(log, TOPICS.deadLetters.name)) {
    const decoded = value === null ? null : deadLetterCodec.decode(value);
    if (decoded?.ok === true) letters.set(deadLetterKey(decoded.value), decoded.value);
  }
  return [...letters.values()];
};

export const findLetter = async (log: EventLog, key: string): Promise<DeadLetter | null> =>
  (await readLetters(log)).find((letter) => deadLetterKey(letter) === key) ?? null;

const COLUMNS: readonly (readonly [title: string, of: (letter: DeadLetter) => string])[] = [
  ['AT', ({ at }) => at],
  ['KEY', deadLetterKey],
  ['CLIENT', ({ key }) => key ?? ''],
  ['VERSION', ({ headers }) => headers['version'] ?? ''],
  ['PROBLEM', ({ problem }) => problem],
  ['DETAIL', ({ detail }) => detail],
];

/** The letters as a table for people. */
export const table = (letters: readonly DeadLetter[]): string => {
  if (letters.length === 0) return 'no dead letters';
  return textTable([
    COLUMNS.map(([title]) => title),
    ...letters.map((letter) => COLUMNS.map(([, of]) => of(letter))),
  ]);
};

/** The letter with its value as text where it is text. Values hold sealed credentials, no clear ones. */
export const details = (letter: DeadLetter): string => {
  const text = letter.value === null ? null : Buffer.from(letter.value, 'base64').toString('utf8');
  return JSON.stringify({ ...letter, text }, null, 2);
};

const ACCEPTED = 202;
const ASK_MS = 10_000;

/** Has a unit read the Client of a letter again. @returns what to tell the operator, or why it did not */
export const replay = async (
  letter: DeadLetter,
  unit: URL,
  token: string | undefined,
): Promise<Result<string, string>> => {
  const url = new URL(`/parked/${encodeURIComponent(letter.key ?? '')}/retry`, unit);
  const response = await fetch(url, {
    method: 'POST',
    headers: { ...(token !== undefined && { authorization: `Bearer ${token}` }) },
    signal: AbortSignal.timeout(ASK_MS),
  });
  if (response.status !== ACCEPTED) {
    return err(`${url.origin} answered ${response.status}: ${await response.text()}`);
  }
  return ok(`the unit reads the record again; GET ${unit.origin}/parked tells what came of it`);
};
