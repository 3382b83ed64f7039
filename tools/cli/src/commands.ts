import { ACCOUNT_FIELDS, CLIENTS, KINDS } from './kinds.ts';
import type { Kind } from './kinds.ts';

/** A command of `tandem`, as help and completion show it. */
export interface CommandSpec {
  readonly words: readonly [string, string?];
  /** What stands behind the words: `SID|LOGIN`. */
  readonly argument?: string;
  readonly options: readonly string[];
  readonly about: string;
}

/** Options that set fields, by the field's published name. */
export const FIELD_OPTIONS: Readonly<Record<string, string>> = Object.assign(
  {},
  ...KINDS.map(({ fields }) => fields),
  ACCOUNT_FIELDS,
) as Record<string, string>;

/** Understood by every command that asks the Management API. */
export const COMMON_OPTIONS = ['url', 'account', 'json'] as const;

/** Options without a value. */
export const FLAGS: ReadonlySet<string> = new Set(['json', 'force']);

const commandsOf = ({ noun, title, name, fields, fixed, filters, needs, forcible }: Kind): CommandSpec[] => {
  const { argument } = name;
  const options = Object.keys(fields);
  const settings = options.filter((option) => !fixed.includes(option));
  return [
    { words: [noun, 'list'], options: filters, about: `all ${noun} of the account` },
    { words: [noun, 'get'], argument, options: [], about: 'one of them' },
    { words: [noun, 'create'], options: [...options, 'wait'], about: `a new ${title}; ${needs}` },
    {
      words: [noun, 'update'],
      argument,
      options: [...settings, 'wait'],
      about: 'changes what the options name',
    },
    {
      words: [noun, 'delete'],
      argument,
      options: [...(forcible ? ['force'] : []), 'wait'],
      about: forcible ? 'deletes it for good; --force: also in use' : 'deletes it for good',
    },
    { words: [noun, 'history'], argument, options: [], about: 'its events, oldest first' },
  ];
};

export const COMMANDS: readonly CommandSpec[] = [
  ...KINDS.flatMap(commandsOf),
  {
    words: ['receipts', 'get'],
    argument: CLIENTS.name.argument,
    options: [],
    about: 'which units have its last change; by sid of any kind',
  },
  { words: ['accounts', 'list'], options: ['friendly-name'], about: 'the accounts right below yours' },
  { words: ['accounts', 'get'], options: [], about: 'the account itself, or that of --account' },
  {
    words: ['accounts', 'create'],
    options: [...Object.keys(ACCOUNT_FIELDS), 'wait'],
    about: 'a new one below yours; shows its token, once',
  },
  {
    words: ['accounts', 'update'],
    options: [...Object.keys(ACCOUNT_FIELDS), 'force', 'wait'],
    about:
      'changes what the options name of --account; --force: --sip-domain also where Clients need new passwords',
  },
  {
    words: ['accounts', 'rotate-token'],
    options: ['grace'],
    about: 'a new token, shown once; --grace SECONDS: the old one goes on',
  },
  { words: ['import'], options: [], about: 'Clients from a file; takes what npm run import takes' },
  { words: ['audit'], options: [], about: 'journal, read model, log and units compared' },
  { words: ['dead-letters'], options: [], about: 'what units could not apply' },
  { words: ['completion'], argument: 'bash|zsh', options: [], about: 'a script for your shell to source' },
];

const synopsis = ({ words, argument }: CommandSpec): string =>
  [...words, argument].filter((part) => part !== undefined).join(' ');

const WIDTH = Math.max(...COMMANDS.map((spec) => synopsis(spec).length));

const fieldsLine = ({ noun, fields }: Pick<Kind, 'fields' | 'noun'>): string =>
  `  Fields of ${noun}: ${Object.keys(fields)
    .map((option) => `--${option}`)
    .join(' ')}`;

export const USAGE = `Usage: npx tandem COMMAND [OPTIONS]

${COMMANDS.map((spec) => `  ${synopsis(spec).padEnd(WIDTH)}  ${spec.about}`).join('\n')}

  --url URL        the Management API; default http://127.0.0.1:8080
  --account SID    the account acted on; default: the one of the credentials
  --json           answers as the API gives them, for scripts
  --wait SECONDS   of a write: until all units have it, at most 60
${[...KINDS, { noun: 'accounts', fields: ACCOUNT_FIELDS }].map(fieldsLine).join('\n')}
  --password - reads it from standard input, so that it shows in no list of processes.

Credentials: ACCOUNT_SID and AUTH_TOKEN, else credentials.json in TANDEM_DATA (default data).
Exit codes: 0 done, 1 refused or not there, 2 wrong usage, 3 the API cannot be reached or failed.`;
