/** A command of `tandem`, as help and completion show it. */
export interface CommandSpec {
  readonly words: readonly [string, string?];
  /** What stands behind the words: `SID|LOGIN`. */
  readonly argument?: string;
  readonly options: readonly string[];
  readonly about: string;
}

/** Options that set a Client's fields, by the field's published name. */
export const FIELD_OPTIONS = {
  login: 'Login',
  password: 'Password',
  'friendly-name': 'FriendlyName',
  status: 'Status',
  'voice-url': 'VoiceUrl',
  'voice-method': 'VoiceMethod',
  'voice-fallback-url': 'VoiceFallbackUrl',
  'voice-fallback-method': 'VoiceFallbackMethod',
  'voice-application-sid': 'VoiceApplicationSid',
} as const;

const FIELDS = Object.keys(FIELD_OPTIONS);
const SETTINGS = FIELDS.filter((option) => option !== 'login');

/** Understood by every command that asks the Management API. */
export const COMMON_OPTIONS = ['url', 'account', 'json'] as const;

const TARGET = 'SID|LOGIN';

export const COMMANDS: readonly CommandSpec[] = [
  {
    words: ['clients', 'list'],
    options: ['login', 'friendly-name', 'status'],
    about: 'all Clients of the account',
  },
  { words: ['clients', 'get'], argument: TARGET, options: [], about: 'one of them' },
  {
    words: ['clients', 'create'],
    options: [...FIELDS, 'wait'],
    about: 'a new one; --login and --password are needed',
  },
  {
    words: ['clients', 'update'],
    argument: TARGET,
    options: [...SETTINGS, 'wait'],
    about: 'changes what the options name',
  },
  { words: ['clients', 'delete'], argument: TARGET, options: ['wait'], about: 'deletes it for good' },
  { words: ['clients', 'history'], argument: TARGET, options: [], about: 'its events, oldest first' },
  { words: ['receipts', 'get'], argument: TARGET, options: [], about: 'which units have its last change' },
  { words: ['accounts', 'get'], options: [], about: 'the account itself' },
  { words: ['import'], options: [], about: 'Clients from a file; takes what npm run import takes' },
  { words: ['audit'], options: [], about: 'journal, read model, log and units compared' },
  { words: ['dead-letters'], options: [], about: 'what units could not apply' },
  { words: ['completion'], argument: 'bash|zsh', options: [], about: 'a script for your shell to source' },
];

const synopsis = ({ words, argument }: CommandSpec): string =>
  [...words, argument].filter((part) => part !== undefined).join(' ');

const WIDTH = Math.max(...COMMANDS.map((spec) => synopsis(spec).length));

export const USAGE = `Usage: npx tandem COMMAND [OPTIONS]

${COMMANDS.map((spec) => `  ${synopsis(spec).padEnd(WIDTH)}  ${spec.about}`).join('\n')}

  --url URL        the Management API; default http://127.0.0.1:8080
  --account SID    the account acted on; default: the one of the credentials
  --json           answers as the API gives them, for scripts
  --wait SECONDS   of a write: until all units have it, at most 60
  Fields: ${FIELDS.map((option) => `--${option}`).join(' ')}
  --password - reads it from standard input, so that it shows in no list of processes.

Credentials: ACCOUNT_SID and AUTH_TOKEN, else credentials.json in TANDEM_DATA (default data).
Exit codes: 0 done, 1 refused or not there, 2 wrong usage, 3 the API cannot be reached or failed.`;
