import { TandemError } from '@tandem/kernel';
import type { Option } from './option.ts';
import { closest } from './closest.ts';

export type Options = Readonly<Record<string, Option<unknown>>>;

/** The typed values of a set of options. */
export type ConfigOf<O extends Options> = {
  readonly [K in keyof O]: O[K] extends Option<infer T> ? T : never;
};

export type Environment = Readonly<Record<string, string | undefined>>;

export interface CompileInput<O extends Options> {
  readonly options: O;
  readonly env: Environment;
  /** Keys of other processes of Tandem, which may stand in a shared environment. */
  readonly alsoKnown?: readonly string[];
}

/** Variables with this prefix are Tandem's alone: an unknown one is a typing error and refused. */
const OWN_PREFIX = 'TANDEM_';

const unknownKeys = (env: Environment, known: ReadonlySet<string>): string[] =>
  Object.keys(env)
    .filter((key) => key.startsWith(OWN_PREFIX) && !known.has(key))
    .map((key) => {
      const near = closest(key, known);
      return `${key} is not a configuration key${near === undefined ? '' : `; did you mean ${near}?`}`;
    });

const valueOf = (option: Option<unknown>, env: Environment): { value: unknown; problem?: string } => {
  // An empty variable counts as absent: shells and compose files cannot unset one.
  const given = env[option.key] === '' ? undefined : env[option.key];
  const text = given ?? option.fallback;
  if (text === undefined) return { value: undefined };
  const result = option.parse(text);
  if (result.ok) return { value: result.value };
  const shown = option.secret ? 'the value' : JSON.stringify(text);
  return { value: undefined, problem: `${option.key}: ${shown} ${result.error}; expected ${option.form}` };
};

/**
 * Environment → one validated, defaulted, frozen configuration.
 * Throws `CONFIG_INVALID` naming every key that is unknown or out of range.
 */
export const compileConfig = <O extends Options>({
  options,
  env,
  alsoKnown = [],
}: CompileInput<O>): ConfigOf<O> => {
  const entries = Object.entries(options).map(([name, option]) => ({ name, ...valueOf(option, env) }));
  const known = new Set([...Object.values(options).map(({ key }) => key), ...alsoKnown]);
  const problems = [...unknownKeys(env, known), ...entries.flatMap(({ problem }) => problem ?? [])];
  if (problems.length > 0) {
    throw new TandemError('CONFIG_INVALID', `${problems.join('\n')}\ndocs/config.md lists every key`, {
      context: { problems },
    });
  }
  return Object.freeze(Object.fromEntries(entries.map(({ name, value }) => [name, value]))) as ConfigOf<O>;
};
