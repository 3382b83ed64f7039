import type { HistoryEntry, ResourceView } from '@tandem/provisioning';
import { EXAMPLE_CLIENT } from './examples.ts';

const AT = EXAMPLE_CLIENT.state.dateCreated;

const COMMON = { accountSid: EXAMPLE_CLIENT.accountSid, version: 1, password: null } as const;

const DATES = { apiVersion: '2012-04-24', dateCreated: AT, dateUpdated: AT } as const;

const VOICE = { voiceMethod: 'POST', voiceFallbackUrl: null, voiceFallbackMethod: 'POST' } as const;

const NO_SMS = {
  smsUrl: null,
  smsMethod: 'POST',
  smsFallbackUrl: null,
  smsFallbackMethod: 'POST',
} as const;

export const EXAMPLE_APPLICATION: ResourceView<'Application'> = {
  ...COMMON,
  sid: 'AP73926e7113fa4d95981aa96b76eca854',
  revision: 5,
  state: {
    friendlyName: 'Reception',
    kind: 'voice',
    voiceUrl: 'https://example.com/reception',
    ...VOICE,
    ...NO_SMS,
    statusCallback: null,
    ...DATES,
  },
};

export const EXAMPLE_NUMBER: ResourceView<'Number'> = {
  ...COMMON,
  sid: 'PN2417b13f45a94d1c9a7e6f6c07c3b5e1',
  revision: 6,
  state: {
    phoneNumber: '+15105551234',
    friendlyName: '+15105551234',
    isSip: false,
    voiceUrl: null,
    ...VOICE,
    voiceApplicationSid: EXAMPLE_APPLICATION.sid,
    ...NO_SMS,
    smsApplicationSid: null,
    statusCallback: null,
    ...DATES,
  },
};

export const EXAMPLE_APPLICATION_EVENT: HistoryEntry<'Application'> = {
  version: 2,
  revision: 8,
  type: 'ApplicationUpdated',
  recordedAt: Date.parse(AT),
  changed: ['voiceUrl'],
  state: EXAMPLE_APPLICATION.state,
};

export const EXAMPLE_NUMBER_EVENT: HistoryEntry<'Number'> = {
  version: 2,
  revision: 9,
  type: 'NumberUpdated',
  recordedAt: Date.parse(AT),
  changed: ['voiceApplicationSid'],
  state: EXAMPLE_NUMBER.state,
};

export const EXAMPLE_WEBHOOK: ResourceView<'Webhook'> = {
  ...COMMON,
  sid: 'WH5d0c3a9e8b7f4c1d9e6a2b3c4d5e6f70',
  revision: 9,
  state: {
    friendlyName: 'example.com',
    url: 'https://example.com/tandem',
    events: 'all',
    status: 'active',
    ...DATES,
  },
};

export const EXAMPLE_WEBHOOK_EVENT: HistoryEntry<'Webhook'> = {
  version: 2,
  revision: 12,
  type: 'WebhookUpdated',
  recordedAt: Date.parse(AT),
  changed: ['status'],
  state: { ...EXAMPLE_WEBHOOK.state, status: 'disabled' },
};
