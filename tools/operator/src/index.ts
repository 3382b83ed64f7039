export { parseCommand } from './dead-letter-arguments.ts';
export type { Command } from './dead-letter-arguments.ts';
export { details, findLetter, readLetters, replay, table } from './dead-letter-commands.ts';
export { readTopic } from './read-topic.ts';
