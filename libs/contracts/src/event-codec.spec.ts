import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { tombstoneOf, PUBLISHED, decodeEvent, decodeEventHeaders, encodeEvent } from './index.ts';
import type { ClientEvent, ResourceEvent, PublishedKind } from './index.ts';
import { accountEvents, applicationEvents, clientEvents, numberEvents } from './testing/arbitraries.ts';
import { clientEvent } from './testing/index.ts';

const bytes = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
const { headers } = encodeEvent(clientEvent(), null);
const decodeChanged = (over: object) => decodeEvent('Client', bytes({ ...clientEvent(), ...over }), headers);

describe('events on the log', () => {
  it.each<[PublishedKind, fc.Arbitrary<ResourceEvent>]>([
    ['Client', clientEvents],
    ['Application', applicationEvents],
    ['Number', numberEvents],
    ['Account', accountEvents],
  ])('come back as they were sent: of a %s', (kind, events) => {
    fc.assert(
      fc.property(events, (event) => {
        const { key, value, headers: sent } = encodeEvent(event, null);
        expect(key).toBe(event.sid);
        expect(decodeEvent(kind, value, sent)).toEqual({ ok: true, value: event });
      }),
    );
  });

  it('of one kind are unknown where those of another are read', () => {
    const { value, headers: sent } = encodeEvent(clientEvent(), null);
    expect(decodeEvent('Number', value, sent)).toEqual({
      ok: false,
      error: { kind: 'unknown-type', type: 'ClientCreated' },
    });
  });

  it('carry in the headers what still counts when the value cannot be read', () => {
    const event = clientEvent({ version: 3, revision: 9, type: 'ClientUpdated' });
    expect(decodeEventHeaders(encodeEvent(event, 'event-2').headers)).toEqual({
      ok: true,
      value: {
        sid: event.sid,
        version: 3,
        eventId: event.eventId,
        previousEventId: 'event-2',
        revision: 9,
        type: 'ClientUpdated',
        recordedAt: event.recordedAt,
      },
    });
  });

  it('leave a tombstone with the headers of the delete', () => {
    const deleted = clientEvent({ version: 2, type: 'ClientDeleted', credentials: null });
    const { headers: sent } = encodeEvent(deleted, 'event-1');
    const decoded = decodeEventHeaders(sent);
    expect(decoded.ok && tombstoneOf(decoded.value)).toEqual({
      key: deleted.sid,
      value: null,
      headers: sent,
    });
  });

  it('are refused before they are written against their schema', () => {
    const wrong = clientEvent({ state: { ...clientEvent().state, status: 2 as 1 } });
    expect(() => encodeEvent(wrong, null)).toThrow(expect.objectContaining({ code: 'CONTRACT_VIOLATION' }));
  });

  it('keep properties that this version does not know', () => {
    const decoded = decodeChanged({
      shoeSize: 43,
      state: { ...clientEvent().state, hat: { colour: 'red' } },
    });
    expect(decoded).toMatchObject({ ok: true, value: { shoeSize: 43, state: { hat: { colour: 'red' } } } });
  });
});

describe('a value that cannot be used', () => {
  it.each([
    ['bytes that are not UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), 'not UTF-8'],
    ['half a document', Buffer.from('{"eventId":'), 'not JSON'],
    ['nothing at all', Buffer.alloc(0), 'not JSON'],
    ['an array', Buffer.from('[]'), 'not a JSON object'],
    ['null', Buffer.from('null'), 'not a JSON object'],
  ])('is unreadable: %s', (_what, value, detail) => {
    expect(decodeEvent('Client', value, headers)).toEqual({
      ok: false,
      error: { kind: 'unreadable', detail },
    });
  });

  it('is told apart when its type is unknown, whatever else it holds', () => {
    expect(decodeEvent('Client', bytes({ type: 'ClientPraised' }), headers)).toEqual({
      ok: false,
      error: { kind: 'unknown-type', type: 'ClientPraised' },
    });
    expect(decodeChanged({ type: 'toString' })).toMatchObject({ error: { kind: 'unknown-type' } });
  });

  it('is told apart when its schema is newer, so that nothing is misread', () => {
    expect(decodeChanged({ schemaVersion: PUBLISHED.Client.schemaVersion + 1 })).toEqual({
      ok: false,
      error: { kind: 'newer-schema', schemaVersion: PUBLISHED.Client.schemaVersion + 1 },
    });
  });

  it.each([0, -1, 1.5, '1', null])('is invalid with schema version %j', (schemaVersion) => {
    expect(decodeChanged({ schemaVersion })).toMatchObject({ error: { kind: 'invalid' } });
  });

  it('is invalid without any one of its properties', () => {
    for (const key of Object.keys(clientEvent()) as (keyof ClientEvent)[]) {
      expect(decodeChanged({ [key]: undefined })).toMatchObject({ ok: false });
    }
  });

  it('names the place of a violation, never the value', () => {
    const decoded = decodeChanged({ state: { ...clientEvent().state, login: 's3cret'.repeat(20) } });
    expect(decoded).toEqual({
      ok: false,
      error: { kind: 'invalid', detail: '/state/login must NOT have more than 64 characters' },
    });
  });

  it.each([
    ['sid', { sid: `CL${'b'.repeat(32)}` }],
    ['version', { version: 7 }],
    ['revision', { revision: 7 }],
    ['eventId', { eventId: 'other' }],
    ['type', { type: 'ClientUpdated' }],
    ['recordedAt', { recordedAt: '2014-01-01T00:00:00.000Z' }],
  ])('is refused when header %s says something else', (header, over) => {
    expect(decodeChanged(over)).toEqual({ ok: false, error: { kind: 'headers-differ', header } });
  });

  it('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (noise) => {
        expect(decodeEvent('Client', Buffer.from(noise), headers).ok).toBe(false);
      }),
    );
    fc.assert(
      fc.property(fc.json(), (json) => {
        expect(decodeEvent('Client', Buffer.from(json), headers).ok).toBe(false);
      }),
    );
  });
});
