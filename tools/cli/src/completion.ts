import { COMMANDS, COMMON_OPTIONS } from './commands.ts';
import type { Shell } from './parse-arguments.ts';

const unique = (words: readonly string[]): string => [...new Set(words)].join(' ');

const groups = (): readonly string[] => [...new Set(COMMANDS.map(({ words }) => words[0]))];

const optionsOf = (group: string, name: string): string => {
  const spec = COMMANDS.find(({ words }) => words[0] === group && words[1] === name);
  return unique([...(spec?.options ?? []), ...COMMON_OPTIONS].map((option) => `--${option}`));
};

const cases = (): string =>
  COMMANDS.flatMap(({ words: [group, name] }) =>
    name === undefined ? [] : [`    "${group} ${name}") words="${optionsOf(group, name)}" ;;`],
  ).join('\n');

const seconds = (): string =>
  groups()
    .flatMap((group) => {
      const names = COMMANDS.flatMap(({ words }) => (words[0] === group ? (words[1] ?? []) : []));
      return names.length === 0 ? [] : [`      ${group}) words="${unique(names)}" ;;`];
    })
    .join('\n');

/** bash's own form; zsh reads it too, through bashcompinit. */
const BASH = (): string => `_tandem() {
  local words=""
  if [ "$COMP_CWORD" -eq 1 ]; then
    words="${unique(groups())}"
  elif [ "$COMP_CWORD" -eq 2 ]; then
    case "\${COMP_WORDS[1]}" in
${seconds()}
      completion) words="bash zsh" ;;
    esac
  else
    case "\${COMP_WORDS[1]} \${COMP_WORDS[2]}" in
${cases()}
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -F _tandem tandem
`;

/** A script that makes a shell complete `tandem`. */
export const completionScript = (shell: Shell): string =>
  shell === 'bash' ? BASH() : `autoload -Uz bashcompinit && bashcompinit\n${BASH()}`;
