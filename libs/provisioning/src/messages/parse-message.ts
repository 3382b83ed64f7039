import { err, ok } from '@tandem/kernel';
import type { Result } from '@tandem/kernel';
import type { RequestFields } from '../commands.ts';
import { clearableUrl, storable } from '../domain/field-rules.ts';
import type { Rule } from '../domain/field-rules.ts';
import { withPlus } from '../domain/phone-number.ts';
import { fieldProblem, refused } from '../domain/problem.ts';
import type { ProblemCodeNumber } from '../domain/problem-codes.ts';
import { parseSettings } from '../domain/settings.ts';
import type { SettingRules } from '../domain/settings.ts';
import { characters, isStorable } from '../domain/text.ts';
import type { FieldProblem } from '../outcomes.ts';

export interface MessageDraft {
  readonly from: string;
  readonly to: string;
  readonly body: string;
  readonly statusCallback: string | null;
}

const PARTY_LENGTH = 64;
/** Ten parts of a long text (3GPP TS 23.040 §9.2.3.24.1 leaves 153 characters in each), and a bit. */
const BODY_LENGTH = 1600;

const party = (missing: ProblemCodeNumber): Rule<string> =>
  storable((field, value) => {
    const name = withPlus(value).trim();
    if (name === '') return refused(field, missing);
    return characters(name) > PARTY_LENGTH ? refused(field, 21363) : ok(name);
  });

/** Lines may be broken in a text. */
const body: Rule<string> = (field, value) => {
  if (value === '') return refused(field, 21362);
  if (characters(value) > BODY_LENGTH) return refused(field, 21364);
  return isStorable(value.replaceAll(/[\t\r\n]/g, ' ')) ? ok(value) : refused(field, 21313);
};

const RULES: SettingRules<MessageDraft> = {
  from: ['From', party(21360)],
  to: ['To', party(21361)],
  body: ['Body', body],
  statusCallback: ['StatusCallback', clearableUrl],
};

const REQUIRED = [
  ['From', 21360],
  ['To', 21361],
  ['Body', 21362],
] as const;

/** What a request to send a text asks for, or all that is wrong with it. */
export const parseMessage = (fields: RequestFields): Result<MessageDraft, readonly FieldProblem[]> => {
  const missing = REQUIRED.filter(([field]) => fields[field] === undefined);
  const problems = missing.map(([field, code]) => fieldProblem(field, code));
  const parsed = parseSettings(fields, RULES);
  if (!parsed.ok) return err([...problems, ...parsed.error]);
  if (problems.length > 0) return err(problems);
  return ok({ statusCallback: null, ...parsed.value } as MessageDraft);
};
