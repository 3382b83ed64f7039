import type { ApplicationKind } from '@tandem/contracts';
import { err, ok } from '@tandem/kernel';
import type { Result } from '@tandem/kernel';
import type { RequestFields } from '../commands.ts';
import type { FieldProblem } from '../outcomes.ts';
import type { Definition, Wanted } from './definition.ts';
import { applicationKind, clearableUrl, friendlyName } from './field-rules.ts';
import { fieldProblem } from './problem.ts';
import { NO_SMS, NO_VOICE, SMS_RULES, VOICE_RULES } from './rcml-urls.ts';
import type { SmsUrls, VoiceUrls } from './rcml-urls.ts';
import { parseSettings, problemsOf } from './settings.ts';
import type { SettingRules } from './settings.ts';

/** What a request may set on an Application. */
interface ApplicationSettings extends VoiceUrls, SmsUrls {
  readonly friendlyName: string;
  readonly kind: ApplicationKind;
  readonly statusCallback: string | null;
}

const RULES: SettingRules<ApplicationSettings> = {
  friendlyName: ['FriendlyName', friendlyName],
  kind: ['Kind', applicationKind],
  ...VOICE_RULES,
  ...SMS_RULES,
  statusCallback: ['StatusCallback', clearableUrl],
};

/** RcmlUrl is another name for the URL of the Application's kind. */
const URL_OF_KIND = {
  voice: { field: 'VoiceUrl', setting: 'voiceUrl' },
  sms: { field: 'SmsUrl', setting: 'smsUrl' },
} as const;

type Changes = Partial<ApplicationSettings>;

const withRcmlUrl = (
  changes: Changes,
  fields: RequestFields,
  kind: ApplicationKind,
): Result<Changes, readonly FieldProblem[]> => {
  const { RcmlUrl: text } = fields;
  if (text === undefined) return ok(changes);
  const url = clearableUrl('RcmlUrl', text);
  if (!url.ok) return err([url.error]);
  const { field, setting } = URL_OF_KIND[kind];
  const named = fields[field];
  if (named !== undefined && named !== text) return err([fieldProblem('RcmlUrl', 21322)]);
  return ok({ ...changes, [setting]: url.value });
};

const changesOf = (fields: RequestFields, kindBefore: ApplicationKind) => {
  const parsed = parseSettings(fields, RULES);
  return parsed.ok ? withRcmlUrl(parsed.value, fields, parsed.value.kind ?? kindBefore) : parsed;
};

const DEFAULTS = { kind: 'voice', ...NO_VOICE, ...NO_SMS, statusCallback: null } as const;

const create: Definition<'Application'>['create'] = (fields) => {
  const name = friendlyName('FriendlyName', fields['FriendlyName'] ?? '');
  const { FriendlyName: _name, ...others } = fields;
  const changes = changesOf(others, DEFAULTS.kind);
  if (!name.ok || !changes.ok) return err(problemsOf(name, changes));
  return ok({ settings: { ...DEFAULTS, friendlyName: name.value, ...changes.value } });
};

const update: Definition<'Application'>['update'] = (state, fields) => {
  const changes = changesOf(fields, state.kind);
  if (!changes.ok) return changes;
  const settings: Wanted<'Application'>['settings'] = { ...state, ...changes.value };
  return ok({ settings });
};

/** Where calls and texts ask what to do, under a name that Clients and Numbers share. */
export const applicationDefinition: Definition<'Application'> = {
  kind: 'Application',
  applicationFields: [],
  usedBy: ['Client', 'Number'],
  create,
  update,
  claim: () => null,
};
