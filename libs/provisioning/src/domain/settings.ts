import { err, ok } from '@tandem/kernel';
import type { Result } from '@tandem/kernel';
import type { RequestFields } from '../commands.ts';
import type { FieldProblem } from '../outcomes.ts';
import type { Rule } from './field-rules.ts';

/** For each setting of a resource the field that sets it, and what the field may hold. */
export type SettingRules<S> = {
  readonly [P in keyof S]: readonly [field: string, rule: Rule<S[P]>];
};

/** Only the settings that a request names, or all that is wrong with them; fields that no rule names are ignored. */
export const parseSettings = <S extends object>(
  fields: RequestFields,
  rules: SettingRules<S>,
): Result<Partial<S>, readonly FieldProblem[]> => {
  const settings: Record<string, unknown> = {};
  const problems: FieldProblem[] = [];
  for (const [key, [field, rule]] of Object.entries<readonly [string, Rule<unknown>]>(rules)) {
    const value = fields[field];
    if (value === undefined) continue;
    const parsed = rule(field, value);
    if (parsed.ok) settings[key] = parsed.value;
    else problems.push(parsed.error);
  }
  return problems.length > 0 ? err(problems) : ok(settings as Partial<S>);
};

/** All problems of several results. */
export const problemsOf = (
  ...results: readonly Result<unknown, FieldProblem | readonly FieldProblem[]>[]
): readonly FieldProblem[] => results.flatMap((result) => (result.ok ? [] : result.error));
