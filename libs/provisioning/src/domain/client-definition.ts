import { digestCredentials } from '@tandem/contracts';
import type { ClientState } from '@tandem/contracts';
import { err, ok } from '@tandem/kernel';
import type { Sid } from '@tandem/kernel';
import type { Definition } from './definition.ts';
import { applicationSid, friendlyNameOrDefault, login, password, status } from './field-rules.ts';
import type { ApplicationCheck } from './field-rules.ts';
import { loginClaim } from './login-claim.ts';
import { NO_VOICE, VOICE_RULES } from './rcml-urls.ts';
import type { VoiceUrls } from './rcml-urls.ts';
import { parseSettings, problemsOf } from './settings.ts';
import type { SettingRules } from './settings.ts';

/** What a request may set on a Client after its creation. */
interface ClientSettings extends VoiceUrls {
  readonly password: string;
  /** null: the default, which is the Login. */
  readonly friendlyName: string | null;
  readonly status: 0 | 1;
  readonly voiceApplicationSid: Sid | null;
}

const rules = (exists: ApplicationCheck): SettingRules<ClientSettings> => ({
  password: ['Password', password],
  friendlyName: ['FriendlyName', friendlyNameOrDefault],
  status: ['Status', status],
  ...VOICE_RULES,
  voiceApplicationSid: ['VoiceApplicationSid', applicationSid(exists)],
});

const DEFAULTS = { status: 1, ...NO_VOICE, voiceApplicationSid: null } as const;

const create: Definition<'Client'>['create'] = (fields, exists) => {
  const { Login = '', Password = '', ...others } = fields;
  const name = login('Login', Login);
  const secret = password('Password', Password);
  const parsed = parseSettings(others, rules(exists));
  if (!name.ok || !secret.ok || !parsed.ok) return err(problemsOf(name, secret, parsed));
  const { friendlyName, password: _password, ...settings } = parsed.value;
  return ok({
    settings: { login: name.value, friendlyName: friendlyName ?? name.value, ...DEFAULTS, ...settings },
    password: secret.value,
  });
};

/** Login is immutable and ignored, as are fields that the published page does not name. */
const update: Definition<'Client'>['update'] = (state, fields, exists) => {
  const parsed = parseSettings(fields, rules(exists));
  if (!parsed.ok) return parsed;
  const { password: text, friendlyName, ...settings } = parsed.value;
  return ok({
    settings: {
      ...state,
      ...settings,
      ...(friendlyName !== undefined && { friendlyName: friendlyName ?? state.login }),
    },
    ...(text !== undefined && { password: text }),
  });
};

/** A SIP user agent's account; its login is unique in its domain. */
export const clientDefinition: Definition<'Client'> = {
  kind: 'Client',
  applicationFields: ['VoiceApplicationSid'],
  usedBy: [],
  create,
  update,
  claim: (domainOwnerSid: Sid, state: ClientState) => loginClaim(domainOwnerSid, state.login),
  credentials: (state, domain, text) => digestCredentials({ login: state.login, domain, password: text }),
};
