import * as fc from 'fast-check';
import type { AccountEvent, AccountState } from '../account-event.ts';
import type { ApplicationEvent, ApplicationState } from '../application-event.ts';
import type { CallRecord } from '../call-record.ts';
import type { ClientEvent, ClientState } from '../client-event.ts';
import type { DeadLetter } from '../dead-letter.ts';
import type { RegistrationRecord } from '../registration.ts';
import type { MessageRecord } from '../message-record.ts';
import type { MessageRequest } from '../message-request.ts';
import type { NotificationRecord } from '../notification-record.ts';
import type { Mark } from '../mark.ts';
import type { NumberEvent, NumberState } from '../number-event.ts';
import type { RelayCheckpoint } from '../relay-checkpoint.ts';
import type { UnitStatus } from '../unit-status.ts';

// Typed by the published interfaces, so that a schema which refuses what a type allows shows as a counterexample.

const hex = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: length, maxLength: length });
const sid = (prefix: string) => hex(32).map((digits) => prefix + digits);
const text = (maxLength: number, minLength = 0) => fc.string({ unit: 'binary', minLength, maxLength });
const name = (maxLength = 64) => fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength });
const count = fc.nat();
const positive = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
const headerInteger = fc.integer({ min: 1, max: 999_999_999_999_999 });
const timestamp = fc.integer({ min: 0, max: Date.UTC(9999, 11, 31) }).map((ms) => new Date(ms).toISOString());
const method = fc.constantFrom('GET' as const, 'POST' as const);
const url = fc.option(fc.webUrl(), { nil: null });

const clientState: fc.Arbitrary<ClientState> = fc.record({
  login: name(),
  friendlyName: text(32),
  status: fc.constantFrom(0 as const, 1 as const),
  voiceUrl: url,
  voiceMethod: method,
  voiceFallbackUrl: url,
  voiceFallbackMethod: method,
  voiceApplicationSid: fc.option(sid('AP'), { nil: null }),
  apiVersion: name(),
  dateCreated: timestamp,
  dateUpdated: timestamp,
});

const applicationSid = fc.option(sid('AP'), { nil: null });

const rcmlUrls = {
  voiceUrl: url,
  voiceMethod: method,
  voiceFallbackUrl: url,
  voiceFallbackMethod: method,
  smsUrl: url,
  smsMethod: method,
  smsFallbackUrl: url,
  smsFallbackMethod: method,
  statusCallback: url,
};

const bookkeeping = { apiVersion: name(), dateCreated: timestamp, dateUpdated: timestamp };

const applicationState: fc.Arbitrary<ApplicationState> = fc.record({
  friendlyName: name(),
  kind: fc.constantFrom('voice' as const, 'sms' as const),
  ...rcmlUrls,
  ...bookkeeping,
});

const numberState: fc.Arbitrary<NumberState> = fc.record({
  phoneNumber: name(),
  friendlyName: name(),
  isSip: fc.boolean(),
  ...rcmlUrls,
  voiceApplicationSid: applicationSid,
  smsApplicationSid: applicationSid,
  ...bookkeeping,
});

const envelope = {
  eventId: name(),
  schemaVersion: fc.constant(1),
  accountSid: sid('AC'),
  domain: fc.domain(),
  version: headerInteger,
  revision: headerInteger,
  createdRevision: positive,
  recordedAt: timestamp,
};

export const applicationEvents: fc.Arbitrary<ApplicationEvent> = fc.record({
  ...envelope,
  type: fc.constantFrom('ApplicationCreated', 'ApplicationUpdated', 'ApplicationDeleted'),
  sid: sid('AP'),
  changed: fc.array(fc.constantFrom('friendlyName', 'kind', 'smsUrl' as const)),
  state: applicationState,
});

const accountState: fc.Arbitrary<AccountState> = fc.record({
  friendlyName: name(),
  emailAddress: fc.option(fc.emailAddress(), { nil: null }),
  type: fc.constant('Full' as const),
  status: fc.constantFrom('active', 'suspended', 'closing', 'closed' as const),
  role: fc.constantFrom('administrator', 'developer', 'viewer' as const),
  sipDomain: fc.option(fc.domain(), { nil: null }),
  sipDomainAliases: fc.array(fc.domain(), { maxLength: 3 }),
  sipDomainMoving: fc.boolean(),
  parentSid: fc.option(sid('AC'), { nil: null }),
  ...bookkeeping,
});

export const accountEvents: fc.Arbitrary<AccountEvent> = fc.record({
  ...envelope,
  type: fc.constantFrom('AccountCreated', 'AccountUpdated', 'AccountDeleted'),
  sid: sid('AC'),
  changed: fc.array(fc.constantFrom('status', 'authToken' as const)),
  state: accountState,
});

export const numberEvents: fc.Arbitrary<NumberEvent> = fc.record({
  ...envelope,
  type: fc.constantFrom('NumberCreated', 'NumberUpdated', 'NumberDeleted'),
  sid: sid('PN'),
  changed: fc.array(fc.constantFrom('friendlyName', 'smsApplicationSid' as const)),
  state: numberState,
});

export const clientEvents: fc.Arbitrary<ClientEvent> = fc.record({
  ...envelope,
  type: fc.constantFrom('ClientCreated' as const, 'ClientUpdated' as const, 'ClientDeleted' as const),
  sid: sid('CL'),
  changed: fc.array(
    fc.constantFrom('login', 'friendlyName', 'status', 'voiceUrl', 'voiceMethod', 'password' as const),
  ),
  state: clientState,
  credentials: fc.option(name(), { nil: null }),
});

export const marks: fc.Arbitrary<Mark> = fc.record({
  revision: count,
  generation: name(),
  count,
  digest: hex(16),
});

export const relayCheckpoints: fc.Arbitrary<RelayCheckpoint> = fc.record({
  revision: count,
  generation: name(),
  partitions: fc.dictionary(name(), fc.array(fc.record({ count, digest: hex(16) }))),
});

export const registrations: fc.Arbitrary<RegistrationRecord> = fc.record({
  clientSid: sid('CL'),
  bindingKey: name(),
  aor: name(),
  contact: name(),
  unit: name(),
  transport: fc.constantFrom('udp', 'tcp', 'tls', 'ws', 'wss' as const),
  source: name(),
  userAgent: fc.option(text(40), { nil: null }),
  registeredAt: timestamp,
  expiresAt: timestamp,
});

const instant = fc.option(timestamp, { nil: null });
const words = fc.option(text(40), { nil: null });

export const callRecords: fc.Arbitrary<CallRecord> = fc.record({
  sid: sid('CA'),
  parentCallSid: fc.option(sid('CA'), { nil: null }),
  accountSid: sid('AC'),
  clientSid: fc.option(sid('CL'), { nil: null }),
  direction: fc.constantFrom('inbound', 'outbound-dial', 'outbound-api', 'client-to-client' as const),
  from: text(40),
  to: text(40),
  dialled: words,
  normalised: words,
  numberSid: fc.option(sid('PN'), { nil: null }),
  trunk: words,
  unit: name(),
  callIds: fc.array(name()),
  callerName: words,
  forwardedFrom: words,
  status: fc.constantFrom(
    ...([
      'queued',
      'ringing',
      'in-progress',
      'completed',
      'busy',
      'failed',
      'no-answer',
      'canceled',
    ] as const),
  ),
  sipCode: fc.option(fc.integer({ min: 100, max: 699 }), { nil: null }),
  reason: words,
  endedBy: fc.constantFrom('caller', 'callee', 'unit', 'api', null),
  startedAt: timestamp,
  ringingAt: instant,
  answeredAt: instant,
  endedAt: instant,
  updatedAt: timestamp,
});

export const messageRecords: fc.Arbitrary<MessageRecord> = fc.record({
  sid: sid('SM'),
  accountSid: sid('AC'),
  clientSid: fc.option(sid('CL'), { nil: null }),
  direction: fc.constantFrom(
    ...(['inbound', 'outbound-api', 'outbound-call', 'outbound-reply', 'client-to-client'] as const),
  ),
  from: text(40),
  to: text(40),
  body: text(200),
  status: fc.constantFrom(
    ...(['queued', 'sending', 'sent', 'failed', 'received', 'delivered', 'undelivered'] as const),
  ),
  statusCallback: url,
  errorCode: fc.option(count, { nil: null }),
  errorMessage: words,
  unit: words,
  createdAt: timestamp,
  sentAt: instant,
  updatedAt: timestamp,
});

export const messageRequests: fc.Arbitrary<MessageRequest> = fc.record({
  sid: sid('SM'),
  accountSid: sid('AC'),
  from: name(),
  to: name(),
  body: text(200, 1),
  statusCallback: url,
  requestedAt: timestamp,
});

export const notificationRecords: fc.Arbitrary<NotificationRecord> = fc.record({
  sid: sid('NO'),
  accountSid: sid('AC'),
  callSid: fc.option(sid('CA'), { nil: null }),
  messageSid: fc.option(sid('SM'), { nil: null }),
  level: fc.constantFrom('error', 'warning'),
  errorCode: count,
  messageText: text(200),
  requestUrl: url,
  requestMethod: fc.option(method, { nil: null }),
  requestVariables: words,
  responseHeaders: words,
  responseBody: words,
  unit: name(),
  createdAt: timestamp,
});

export const unitStatuses: fc.Arbitrary<UnitStatus> = fc.record({
  unit: name(),
  kind: fc.constantFrom('call-processing' as const, 'sms-worker' as const),
  group: fc.constantFrom('canary' as const, 'main' as const),
  incarnation: name(),
  seq: count,
  state: fc.constantFrom('STARTING', 'CATCHING_UP', 'READY', 'DRAINING', 'STOPPED' as const),
  conditions: fc.array(fc.constantFrom('STALLED', 'REBUILDING' as const)),
  generation: fc.option(name(), { nil: null }),
  model: name(),
  expectedDelayMs: count,
  revocation: fc.constantFrom('immediate' as const, 'modelled' as const),
  clients: count,
  held: count,
  parked: count,
  parkedSids: fc.array(sid('CL')),
  partitions: fc.array(
    fc.record({ partition: count, offset: count, received: count, proved: count, visible: count }),
  ),
  at: timestamp,
});

export const deadLetters: fc.Arbitrary<DeadLetter> = fc.record({
  reader: name(),
  topic: name(),
  partition: count,
  offset: count,
  key: fc.option(text(40), { nil: null }),
  headers: fc.dictionary(name(), text(40)),
  value: fc.option(fc.base64String(), { nil: null }),
  problem: name(),
  detail: text(40),
  at: timestamp,
});
