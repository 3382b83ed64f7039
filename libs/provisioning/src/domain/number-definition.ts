import { canonicalLogin } from '@tandem/contracts';
import { err, ok } from '@tandem/kernel';
import type { Sid } from '@tandem/kernel';
import type { Definition, Wanted } from './definition.ts';
import {
  applicationSid,
  clearableUrl,
  friendlyNameOrDefault,
  phoneNumber,
  sipNumber,
  truth,
} from './field-rules.ts';
import type { ApplicationCheck } from './field-rules.ts';
import { NO_SMS, NO_VOICE, SMS_RULES, VOICE_RULES } from './rcml-urls.ts';
import type { SmsUrls, VoiceUrls } from './rcml-urls.ts';
import { parseSettings, problemsOf } from './settings.ts';
import type { SettingRules } from './settings.ts';

/** What a request may set on a Number after its creation. */
interface NumberSettings extends VoiceUrls, SmsUrls {
  /** null: the default, which is the number. */
  readonly friendlyName: string | null;
  readonly voiceApplicationSid: Sid | null;
  readonly smsApplicationSid: Sid | null;
  readonly statusCallback: string | null;
}

const rules = (exists: ApplicationCheck): SettingRules<NumberSettings> => ({
  friendlyName: ['FriendlyName', friendlyNameOrDefault],
  ...VOICE_RULES,
  voiceApplicationSid: ['VoiceApplicationSid', applicationSid(exists)],
  ...SMS_RULES,
  smsApplicationSid: ['SmsApplicationSid', applicationSid(exists)],
  statusCallback: ['StatusCallback', clearableUrl],
});

const DEFAULTS = {
  ...NO_VOICE,
  voiceApplicationSid: null,
  ...NO_SMS,
  smsApplicationSid: null,
  statusCallback: null,
} as const;

const create: Definition<'Number'>['create'] = (fields, exists) => {
  const { PhoneNumber = '', IsSIP = 'false', ...others } = fields;
  const isSip = truth('IsSIP', IsSIP);
  const rule = isSip.ok && isSip.value ? sipNumber : phoneNumber;
  const number = rule('PhoneNumber', PhoneNumber);
  const parsed = parseSettings(others, rules(exists));
  if (!isSip.ok || !number.ok || !parsed.ok) return err(problemsOf(isSip, number, parsed));
  const { friendlyName, ...settings } = parsed.value;
  return ok({
    settings: {
      phoneNumber: number.value,
      isSip: isSip.value,
      friendlyName: friendlyName ?? number.value,
      ...DEFAULTS,
      ...settings,
    },
  });
};

/** PhoneNumber is immutable and ignored: callers reach it under this one. */
const update: Definition<'Number'>['update'] = (state, fields, exists) => {
  const parsed = parseSettings(fields, rules(exists));
  if (!parsed.ok) return parsed;
  const { friendlyName, ...others } = parsed.value;
  const settings: Wanted<'Number'>['settings'] = {
    ...state,
    ...others,
    ...(friendlyName !== undefined && { friendlyName: friendlyName ?? state.phoneNumber }),
  };
  return ok({ settings });
};

/** What reaches an account from outside; unique in its domain. */
export const numberDefinition: Definition<'Number'> = {
  kind: 'Number',
  applicationFields: ['VoiceApplicationSid', 'SmsApplicationSid'],
  usedBy: [],
  create,
  update,
  claim: (domainOwnerSid, { phoneNumber: number }) => `number:${domainOwnerSid}/${canonicalLogin(number)}`,
};
