import type { WebhookEvents, WebhookState } from '@tandem/contracts';
import { err, ok } from '@tandem/kernel';
import type { Definition, Wanted } from './definition.ts';
import { friendlyNameOrDefault, storable, url } from './field-rules.ts';
import { refused } from './problem.ts';
import { parseSettings, problemsOf } from './settings.ts';
import type { SettingRules } from './settings.ts';

/** What a request may set on a webhook. */
interface WebhookSettings {
  /** null: the default, which is the host of its URL. */
  readonly friendlyName: string | null;
  readonly url: string;
  readonly events: WebhookEvents;
  readonly status: WebhookState['status'];
}

const events = storable<WebhookEvents>((field, value) =>
  value === 'all' || value === 'changes' || value === 'propagation' ? ok(value) : refused(field, 21370),
);

const status = storable<WebhookState['status']>((field, value) =>
  value === 'active' || value === 'disabled' ? ok(value) : refused(field, 21371),
);

const RULES: SettingRules<WebhookSettings> = {
  friendlyName: ['FriendlyName', friendlyNameOrDefault],
  url: ['Url', url],
  events: ['Events', events],
  status: ['Status', status],
};

const NAME_LENGTH = 64;

const hostOf = (address: string): string => new URL(address).host.slice(0, NAME_LENGTH);

const create: Definition<'Webhook'>['create'] = (fields) => {
  const address = url('Url', fields['Url'] ?? '');
  const { Url: _url, ...others } = fields;
  const parsed = parseSettings(others, RULES);
  if (!address.ok || !parsed.ok) return err(problemsOf(address, parsed));
  const { friendlyName, ...settings } = parsed.value;
  return ok({
    settings: {
      url: address.value,
      friendlyName: friendlyName ?? hostOf(address.value),
      events: 'all',
      status: 'active',
      ...settings,
    },
  });
};

const update: Definition<'Webhook'>['update'] = (state, fields) => {
  const parsed = parseSettings(fields, RULES);
  if (!parsed.ok) return parsed;
  const { friendlyName, ...others } = parsed.value;
  const settings: Wanted<'Webhook'>['settings'] = {
    ...state,
    ...others,
    ...(friendlyName !== undefined && { friendlyName: friendlyName ?? hostOf(others.url ?? state.url) }),
  };
  return ok({ settings });
};

/** Where somebody outside is told of an account's changes. */
export const webhookDefinition: Definition<'Webhook'> = {
  kind: 'Webhook',
  applicationFields: [],
  usedBy: [],
  create,
  update,
  claim: () => null,
};
