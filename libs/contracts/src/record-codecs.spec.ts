import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import {
  callRecordCodec,
  deadLetterCodec,
  deadLetterKey,
  describeDecodeProblem,
  markCodec,
  messageRecordCodec,
  messageRequestCodec,
  notificationRecordCodec,
  registrationCodec,
  relayCheckpointCodec,
  unitStatusCodec,
} from './index.ts';
import type { DecodeProblem, RecordCodec } from './index.ts';
import {
  callRecords,
  deadLetters,
  marks,
  messageRecords,
  messageRequests,
  notificationRecords,
  registrations,
  relayCheckpoints,
  unitStatuses,
} from './testing/arbitraries.ts';

const survives = <T extends object>(codec: RecordCodec<T>, values: fc.Arbitrary<T>): void => {
  fc.assert(
    fc.property(values, (value) => {
      expect(codec.decode(codec.encode(value))).toEqual({ ok: true, value });
    }),
  );
};

describe('records on the log come back as they were sent', () => {
  it('checkpoints of the relay', () => {
    survives(relayCheckpointCodec, relayCheckpoints);
  });
  it('marks of the relay', () => {
    survives(markCodec, marks);
  });
  it('registrations', () => {
    survives(registrationCodec, registrations);
  });
  it('calls', () => {
    survives(callRecordCodec, callRecords);
  });
  it('messages', () => {
    survives(messageRecordCodec, messageRecords);
  });
  it('requests of messages', () => {
    survives(messageRequestCodec, messageRequests);
  });
  it('notifications', () => {
    survives(notificationRecordCodec, notificationRecords);
  });
  it('unit statuses', () => {
    survives(unitStatusCodec, unitStatuses);
  });
  it('dead letters', () => {
    survives(deadLetterCodec, deadLetters);
  });
});

describe('records against their schema', () => {
  it('are refused before they are written', () => {
    expect(() => relayCheckpointCodec.encode({ revision: -1, generation: 'g', partitions: {} })).toThrow(
      expect.objectContaining({ code: 'CONTRACT_VIOLATION' }),
    );
  });

  it('are reported when read', () => {
    expect(registrationCodec.decode(Buffer.from('{"clientSid":"CL1"}'))).toMatchObject({
      ok: false,
      error: { kind: 'invalid' },
    });
    expect(unitStatusCodec.decode(Buffer.from('nonsense'))).toMatchObject({ error: { kind: 'unreadable' } });
  });
});

describe('dead letters', () => {
  it('have one key per reader and place on the log', () => {
    expect(deadLetterKey({ reader: 'cp-1', topic: 'tandem.clients', partition: 3, offset: 42 })).toBe(
      'cp-1/tandem.clients/3/42',
    );
  });

  it.each<[DecodeProblem, string]>([
    [{ kind: 'unreadable', detail: 'not JSON' }, 'unreadable: not JSON'],
    [{ kind: 'unknown-type', type: 'X\n' }, 'the event has a type that this version does not know'],
    [{ kind: 'newer-schema', schemaVersion: 9 }, 'schema version 9 is newer than this version knows'],
    [{ kind: 'invalid', detail: '/sid is wrong' }, 'against its schema: /sid is wrong'],
    [{ kind: 'headers-differ', header: 'sid' }, 'header sid is not what the value says'],
  ])('say what is wrong: %j', (problem, text) => {
    expect(describeDecodeProblem(problem)).toBe(text);
  });
});
