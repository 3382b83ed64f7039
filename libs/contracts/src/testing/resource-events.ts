import type { AccountEvent } from '../account-event.ts';
import type { ApplicationEvent } from '../application-event.ts';
import type { NumberEvent } from '../number-event.ts';

const RECORDED = '2013-11-04T16:33:39.000Z';

const URLS = {
  voiceUrl: 'https://example.com/voice',
  voiceMethod: 'POST',
  voiceFallbackUrl: null,
  voiceFallbackMethod: 'POST',
  smsUrl: null,
  smsMethod: 'POST',
  smsFallbackUrl: null,
  smsFallbackMethod: 'POST',
  statusCallback: null,
  apiVersion: '2012-04-24',
  dateCreated: RECORDED,
  dateUpdated: RECORDED,
} as const;

const envelope = (sid: string, revision: number, version: number) => ({
  eventId: `event-${sid}-${version}`,
  schemaVersion: 1,
  sid,
  accountSid: `AC${'0'.repeat(32)}`,
  domain: 'tandem.local',
  version,
  revision,
  createdRevision: revision,
  recordedAt: RECORDED,
});

/** An ApplicationCreated as the relay would publish it; override what a test is about. */
export const applicationEvent = (over: Partial<ApplicationEvent> = {}): ApplicationEvent => ({
  ...envelope(over.sid ?? `AP${'a'.repeat(32)}`, over.revision ?? 1, over.version ?? 1),
  type: 'ApplicationCreated',
  changed: ['friendlyName'],
  state: { friendlyName: 'Reception', kind: 'voice', ...URLS },
  ...over,
});

/** A NumberCreated of +15105551234 as the relay would publish it; override what a test is about. */
export const numberEvent = (over: Partial<NumberEvent> = {}): NumberEvent => ({
  ...envelope(over.sid ?? `PN${'a'.repeat(32)}`, over.revision ?? 1, over.version ?? 1),
  type: 'NumberCreated',
  changed: ['phoneNumber'],
  state: {
    phoneNumber: '+15105551234',
    friendlyName: 'Main',
    isSip: false,
    voiceApplicationSid: null,
    smsApplicationSid: null,
    ...URLS,
  },
  ...over,
});

/** An AccountCreated as the relay would publish it; override what a test is about. */
export const accountEvent = (over: Partial<AccountEvent> = {}): AccountEvent => ({
  ...envelope(over.sid ?? `AC${'b'.repeat(32)}`, over.revision ?? 1, over.version ?? 1),
  type: 'AccountCreated',
  changed: ['friendlyName'],
  state: {
    friendlyName: 'Vienna',
    emailAddress: null,
    type: 'Full',
    status: 'active',
    role: 'administrator',
    sipDomain: null,
    parentSid: `AC${'0'.repeat(32)}`,
    apiVersion: '2012-04-24',
    dateCreated: RECORDED,
    dateUpdated: RECORDED,
  },
  ...over,
});
