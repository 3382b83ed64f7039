import { describe, expect, it } from '@jest/globals';
import { decodeEventHeaders, encodeEvent, loadSchema, schemaViolation } from './index.ts';
import type {
  AccountState,
  ApplicationState,
  ClientEvent,
  ClientState,
  DeadLetter,
  EventHeaders,
  Mark,
  NumberState,
  RegistrationRecord,
  RelayCheckpoint,
  UnitPartitionStatus,
  UnitStatus,
} from './index.ts';
import { clientEvent } from './testing/index.ts';

interface ObjectSchema {
  readonly required: readonly string[];
  readonly properties: Readonly<Record<string, ObjectSchema & { items: ObjectSchema }>>;
  readonly $defs: Readonly<Record<string, ObjectSchema>>;
}

const schemaOf = (name: Parameters<typeof loadSchema>[0]) => loadSchema(name) as unknown as ObjectSchema;

/** Names that the compiler proves to be exactly the keys of T. */
const keysOf = <T>(keys: Readonly<Record<keyof T, true>>): string[] => Object.keys(keys).sort();

const event = keysOf<ClientEvent>({
  eventId: true,
  type: true,
  schemaVersion: true,
  sid: true,
  accountSid: true,
  domain: true,
  version: true,
  revision: true,
  createdRevision: true,
  recordedAt: true,
  changed: true,
  state: true,
  credentials: true,
});

const RCML_URLS = {
  voiceUrl: true,
  voiceMethod: true,
  voiceFallbackUrl: true,
  voiceFallbackMethod: true,
  smsUrl: true,
  smsMethod: true,
  smsFallbackUrl: true,
  smsFallbackMethod: true,
  statusCallback: true,
} as const;

const BOOKKEEPING = { apiVersion: true, dateCreated: true, dateUpdated: true } as const;

const clientSchema = schemaOf('client-event');
const statusSchema = schemaOf('unit-status');

/** What earlier versions of an event do not have. */
const ADDED_LATER: ReadonlySet<string> = new Set(['sipDomainAliases', 'sipDomainMoving', 'unitAddress']);

describe('schemas and types name the same properties', () => {
  it.each<[string, ObjectSchema | undefined, string[]]>([
    ['ClientEvent', clientSchema, event],
    [
      'ClientState',
      clientSchema.$defs['state'],
      keysOf<ClientState>({
        login: true,
        friendlyName: true,
        status: true,
        voiceUrl: true,
        voiceMethod: true,
        voiceFallbackUrl: true,
        voiceFallbackMethod: true,
        voiceApplicationSid: true,
        apiVersion: true,
        dateCreated: true,
        dateUpdated: true,
      }),
    ],
    ['ApplicationEvent', schemaOf('application-event'), event.filter((name) => name !== 'credentials')],
    [
      'ApplicationState',
      schemaOf('application-event').$defs['state'],
      keysOf<ApplicationState>({ ...RCML_URLS, ...BOOKKEEPING, friendlyName: true, kind: true }),
    ],
    ['AccountEvent', schemaOf('account-event'), event.filter((name) => name !== 'credentials')],
    [
      'AccountState',
      schemaOf('account-event').$defs['state'],
      keysOf<AccountState>({
        ...BOOKKEEPING,
        friendlyName: true,
        emailAddress: true,
        type: true,
        status: true,
        role: true,
        sipDomain: true,
        sipDomainAliases: true,
        sipDomainMoving: true,
        parentSid: true,
      }),
    ],
    ['NumberEvent', schemaOf('number-event'), event.filter((name) => name !== 'credentials')],
    [
      'NumberState',
      schemaOf('number-event').$defs['state'],
      keysOf<NumberState>({
        ...RCML_URLS,
        ...BOOKKEEPING,
        phoneNumber: true,
        friendlyName: true,
        isSip: true,
        voiceApplicationSid: true,
        smsApplicationSid: true,
      }),
    ],
    [
      'RelayCheckpoint',
      schemaOf('relay-checkpoint'),
      keysOf<RelayCheckpoint>({ revision: true, generation: true, partitions: true }),
    ],
    ['Mark', schemaOf('mark'), keysOf<Mark>({ revision: true, generation: true, count: true, digest: true })],
    [
      'RegistrationRecord',
      schemaOf('registration'),
      keysOf<RegistrationRecord>({
        unitAddress: true,
        clientSid: true,
        bindingKey: true,
        aor: true,
        contact: true,
        unit: true,
        transport: true,
        source: true,
        userAgent: true,
        registeredAt: true,
        expiresAt: true,
      }),
    ],
    [
      'UnitStatus',
      statusSchema,
      keysOf<UnitStatus>({
        unit: true,
        kind: true,
        group: true,
        incarnation: true,
        seq: true,
        state: true,
        conditions: true,
        generation: true,
        model: true,
        expectedDelayMs: true,
        revocation: true,
        clients: true,
        held: true,
        parked: true,
        parkedSids: true,
        partitions: true,
        at: true,
      }),
    ],
    [
      'DeadLetter',
      schemaOf('dead-letter'),
      keysOf<DeadLetter>({
        reader: true,
        topic: true,
        partition: true,
        offset: true,
        key: true,
        headers: true,
        value: true,
        problem: true,
        detail: true,
        at: true,
      }),
    ],
  ])('%s', (_name, schema, keys) => {
    const required = keys.filter((name) => !ADDED_LATER.has(name));
    expect([...(schema?.required ?? [])].sort()).toEqual(required);
    expect(Object.keys(schema?.properties ?? {}).sort()).toEqual(keys);
  });

  it('UnitPartitionStatus, of which the topic is younger', () => {
    const keys = keysOf<Required<UnitPartitionStatus>>({
      topic: true,
      partition: true,
      offset: true,
      received: true,
      proved: true,
      visible: true,
    });
    const { items } = statusSchema.properties['partitions'] ?? { items: { required: [], properties: {} } };
    expect(Object.keys(items.properties).sort()).toEqual(keys);
    expect([...items.required].sort()).toEqual(keys.filter((key) => key !== 'topic'));
  });

  it('EventHeaders', () => {
    const headers = keysOf<EventHeaders>({
      sid: true,
      version: true,
      eventId: true,
      previousEventId: true,
      revision: true,
      type: true,
      recordedAt: true,
    });
    expect(Object.keys(schemaOf('event-headers').properties).sort()).toEqual(headers);
  });
});

describe('the schema of headers agrees with what reads them', () => {
  const { headers } = encodeEvent(clientEvent({ version: 2 }), 'event-1');

  it('on headers as we write them', () => {
    expect(schemaViolation('event-headers', { ...headers, traceparent: '00-ab-cd-01' })).toBeNull();
  });

  it.each([
    ['version', '0'],
    ['version', '1.5'],
    ['version', ''],
    ['revision', 'x'],
    ['revision', '1'.repeat(16)],
    ['recordedAt', 'yesterday'],
    ['sid', ''],
  ])('on %s %j', (name, value) => {
    const changed = { ...headers, [name]: value };
    expect(schemaViolation('event-headers', changed)).toMatch(`/${name}`);
    expect(decodeEventHeaders(changed).ok).toBe(false);
  });

  it.each(['sid', 'version', 'eventId', 'revision', 'type', 'recordedAt'])('on a missing %s', (name) => {
    const { [name]: _gone, ...rest } = headers;
    expect(schemaViolation('event-headers', rest)).toContain(name);
    expect(decodeEventHeaders(rest)).toEqual({ ok: false, error: `header ${name} is missing` });
  });
});

describe('date-time', () => {
  const at = (text: string) => schemaViolation('client-event', clientEvent({ recordedAt: text }));

  it.each(['2024-02-29T23:59:59.999Z', '2013-11-04T16:33:39.000Z'])('takes %s', (text) => {
    expect(at(text)).toBeNull();
  });

  it.each([
    '2013-13-04T16:33:39.000Z',
    '2013-11-04T25:33:39.000Z',
    '2013-11-04',
    '2013-11-04T16:33:39+01:00',
    '',
  ])('refuses %j', (text) => {
    expect(at(text)).toMatch('/recordedAt');
  });
});
