import { err, ok } from '@tandem/kernel';
import type { Result, Sid } from '@tandem/kernel';
import type { RequestFields } from '../client-commands.ts';
import type { FieldProblem } from '../client-outcomes.ts';
import { applicationSid, friendlyName, login, method, password, status, url } from './field-rules.ts';
import type { ApplicationCheck, Rule } from './field-rules.ts';

/** What a request may set on a Client after its creation. */
export interface ClientSettings {
  readonly password: string;
  /** null: the default, which is the Login. */
  readonly friendlyName: string | null;
  readonly status: 0 | 1;
  readonly voiceUrl: string | null;
  readonly voiceMethod: 'GET' | 'POST';
  readonly voiceFallbackUrl: string | null;
  readonly voiceFallbackMethod: 'GET' | 'POST';
  readonly voiceApplicationSid: Sid | null;
}

/** Only the settings that a request names. */
export type ClientChanges = Partial<ClientSettings>;

export interface NewClient extends ClientChanges {
  readonly login: string;
  readonly password: string;
}

type SettingRules = {
  readonly [K in keyof ClientSettings]: readonly [field: string, rule: Rule<ClientSettings[K]>];
};

const settingRules = (exists: ApplicationCheck): SettingRules => ({
  password: ['Password', password],
  friendlyName: ['FriendlyName', friendlyName],
  status: ['Status', status],
  voiceUrl: ['VoiceUrl', url],
  voiceMethod: ['VoiceMethod', method],
  voiceFallbackUrl: ['VoiceFallbackUrl', url],
  voiceFallbackMethod: ['VoiceFallbackMethod', method],
  voiceApplicationSid: ['VoiceApplicationSid', applicationSid(exists)],
});

type Problems = readonly FieldProblem[];

/**
 * The changes that an update asks for, or all that is wrong with it. Login is immutable and ignored, as are fields that
 * the published page does not name.
 */
export const parseChanges = (
  fields: RequestFields,
  exists: ApplicationCheck,
): Result<ClientChanges, Problems> => {
  const changes: Record<string, unknown> = {};
  const problems: FieldProblem[] = [];
  for (const [key, [field, rule]] of Object.entries(settingRules(exists))) {
    const value = fields[field];
    if (value === undefined) continue;
    const parsed = rule(field, value);
    if (parsed.ok) changes[key] = parsed.value;
    else problems.push(parsed.error);
  }
  return problems.length > 0 ? err(problems) : ok(changes);
};

/** What a creation asks for, or all that is wrong with it; Login and Password are required. */
export const parseNewClient = (
  fields: RequestFields,
  exists: ApplicationCheck,
): Result<NewClient, Problems> => {
  const { Login = '', Password = '', ...others } = fields;
  const name = login('Login', Login);
  const secret = password('Password', Password);
  const settings = parseChanges(others, exists);
  if (name.ok && secret.ok && settings.ok) {
    return ok({ ...settings.value, login: name.value, password: secret.value });
  }
  const problems = [name, secret].flatMap((parsed) => (parsed.ok ? [] : [parsed.error]));
  return err([...problems, ...(settings.ok ? [] : settings.error)]);
};
