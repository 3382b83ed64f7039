import { parseArgs } from 'node:util';
import { messageOf } from '@tandem/kernel';
import { StackError } from './stack-error.ts';
import type { StackPart } from './stack-part.ts';

export interface CliOptions {
  readonly help: boolean;
  /** Only fill the cache. */
  readonly prepare: boolean;
  readonly parts: readonly StackPart[];
  /** Ports that must be the ones used; without one, the usual port or else a free one. */
  readonly ports: Readonly<Partial<Record<StackPart, number>>>;
}

export const USAGE = `Starts a real Kafka broker and a MongoDB-wire server on 127.0.0.1, without Docker.

  npm run stack                    both; prints the variables to set, runs until Ctrl-C, keeps no data
  npm run stack -- --kafka-only
  npm run stack -- --mongo-only
  npm run stack -- --kafka-port 9092 --mongo-port 27017
  npm run stack -- --prepare       only fetches and builds what they need

Kafka needs a JDK (17 or newer) and Maven, the MongoDB-wire server needs Go (1.24 or newer).
Both are fetched once and kept in TANDEM_STACK_CACHE, by default ~/.cache/tandem-stack.
`;

/**
 * Reads the command line.
 *
 * @throws StackError BAD_OPTION naming the option
 */
export function parseCliOptions(args: readonly string[]): CliOptions {
  const values = parse(args);
  if (values['kafka-only'] && values['mongo-only']) {
    throw new StackError('BAD_OPTION', '--kafka-only and --mongo-only exclude each other');
  }
  return {
    help: values.help,
    prepare: values.prepare,
    parts: values['kafka-only'] ? ['kafka'] : values['mongo-only'] ? ['mongo'] : ['kafka', 'mongo'],
    ports: { ...port('kafka', values['kafka-port']), ...port('mongo', values['mongo-port']) },
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        help: { type: 'boolean', short: 'h', default: false },
        prepare: { type: 'boolean', default: false },
        'kafka-only': { type: 'boolean', default: false },
        'mongo-only': { type: 'boolean', default: false },
        'kafka-port': { type: 'string' },
        'mongo-port': { type: 'string' },
      },
    }).values;
  } catch (error) {
    throw new StackError('BAD_OPTION', messageOf(error), error);
  }
}

function port(part: StackPart, text: string | undefined): Partial<Record<StackPart, number>> {
  if (text === undefined) return {};
  const number = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (number >= 1 && number <= 65_535) return { [part]: number };
  throw new StackError('BAD_OPTION', `--${part}-port must be a port number from 1 to 65535, not "${text}"`);
}
