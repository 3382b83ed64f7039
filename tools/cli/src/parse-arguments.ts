import { parseArgs } from 'node:util';
import { err, messageOf, ok } from '@tandem/kernel';
import type { Result } from '@tandem/kernel';
import { COMMANDS, COMMON_OPTIONS, FIELD_OPTIONS, FLAGS } from './commands.ts';
import type { CommandSpec } from './commands.ts';

/** Commands that are tools of their own, and read their own options. */
export type Tool = 'import' | 'audit' | 'dead-letters';
export type Shell = 'bash' | 'zsh';

/** Something to ask of the Management API. */
export interface Call {
  readonly command: string;
  /** A sid, or what it is called by; null where none is needed. */
  readonly target: string | null;
  /** By published field name; the password may be `-`, to be read from standard input. */
  readonly fields: Readonly<Record<string, string>>;
  readonly waitSeconds: number | null;
  readonly url: URL;
  readonly account: string | null;
  readonly json: boolean;
  /** For how many seconds a replaced token goes on; null: the API's default. */
  readonly grace: string | null;
  /** Deletes also what others use. */
  readonly force: boolean;
}

export type Wanted =
  | { readonly kind: 'help' }
  | { readonly kind: 'tool'; readonly tool: Tool; readonly args: readonly string[] }
  | { readonly kind: 'completion'; readonly shell: Shell }
  | { readonly kind: 'call'; readonly call: Call };

const MAX_WAIT = 60;
const DEFAULT_URL = 'http://127.0.0.1:8080';

type Values = Readonly<Record<string, string | boolean | undefined>>;

const isTool = (word: string | undefined): word is Tool =>
  word === 'import' || word === 'audit' || word === 'dead-letters';

const valuesOf = (spec: CommandSpec, args: readonly string[]): ReturnType<typeof parseArgs> =>
  parseArgs({
    args: [...args],
    allowPositionals: true,
    options: Object.fromEntries(
      [...COMMON_OPTIONS, ...spec.options].map((name) => [
        name,
        { type: FLAGS.has(name) ? ('boolean' as const) : ('string' as const) },
      ]),
    ),
  });

const fieldsOf = (values: Values): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(FIELD_OPTIONS).flatMap(([option, field]) => {
      const value = values[option];
      return typeof value === 'string' ? [[field, value]] : [];
    }),
  );

const waitOf = ({ wait }: Values): Result<number | null, string> => {
  if (wait === undefined) return ok(null);
  return /^\d{1,2}$/.test(String(wait)) && Number(wait) <= MAX_WAIT
    ? ok(Number(wait))
    : err(`--wait takes 0 to ${MAX_WAIT} seconds`);
};

const callOf = (spec: CommandSpec, args: readonly string[]): Result<Wanted, string> => {
  const { values, positionals } = valuesOf(spec, args) as { values: Values; positionals: readonly string[] };
  const [target, ...rest] = positionals;
  const command = spec.words.join(' ');
  if (rest.length > 0 || (spec.argument === undefined && target !== undefined)) {
    return err(
      `there is nothing to do with "${(spec.argument === undefined ? positionals : rest).join(' ')}"`,
    );
  }
  if (spec.argument !== undefined && target === undefined) return err(`${command} needs ${spec.argument}`);
  const url = String(values['url'] ?? DEFAULT_URL);
  if (!URL.canParse(url)) return err('--url is not a URL');
  const wait = waitOf(values);
  if (!wait.ok) return wait;
  const { account, grace, json = false, force = false } = values;
  return ok({
    kind: 'call',
    call: {
      command,
      target: target ?? null,
      fields: fieldsOf(values),
      waitSeconds: wait.value,
      url: new URL(url),
      account: typeof account === 'string' ? account : null,
      json: json === true,
      grace: typeof grace === 'string' ? grace : null,
      force: force === true,
    },
  });
};

const completionOf = (shell: string | undefined): Result<Wanted, string> =>
  shell === 'bash' || shell === 'zsh'
    ? ok({ kind: 'completion', shell })
    : err('completion needs bash or zsh');

/** What a command line asks for; the error says what is wrong with it. */
export const parseArguments = (args: readonly string[]): Result<Wanted, string> => {
  const [first, second, ...rest] = args;
  if (first === undefined || first === '--help' || first === 'help') return ok({ kind: 'help' });
  if (isTool(first)) return ok({ kind: 'tool', tool: first, args: args.slice(1) });
  if (first === 'completion') return completionOf(second);
  const spec = COMMANDS.find(({ words }) => words[0] === first && words[1] === second);
  if (spec === undefined) return err(`there is no command "${[first, second].filter(Boolean).join(' ')}"`);
  try {
    return callOf(spec, rest);
  } catch (error) {
    return err(messageOf(error));
  }
};
