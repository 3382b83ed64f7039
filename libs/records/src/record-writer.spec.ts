import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { callRecordCodec, TOPICS } from '@tandem/contracts';
import type { CallStatus } from '@tandem/contracts';
import { callRecord } from '@tandem/contracts/testing';
import type { LogBatch } from '@tandem/event-log';
import type { SqliteFile } from '@tandem/journal-sqlite';
import { silentLogger } from '@tandem/telemetry';
import { tempDir } from '@tandem/testing';
import type { TempDir } from '@tandem/testing';
import { CALLS } from './calls.ts';
import { LogPositions } from './log-positions.ts';
import { openRecords } from './open-records.ts';
import type { AnyRecordKind } from './record-kind.ts';
import { RecordReader } from './record-reader.ts';
import { RecordWriter } from './record-writer.ts';

const { sid, accountSid } = callRecord();

/** Records of one call at these offsets and on, as one batch. */
const batch = (from: number, ...statuses: readonly CallStatus[]): LogBatch => ({
  topic: TOPICS.calls.name,
  partition: 0,
  records: statuses.map((status, index) => ({
    topic: TOPICS.calls.name,
    partition: 0,
    key: sid,
    value: callRecordCodec.encode(callRecord({ status })),
    headers: {},
    offset: from + index,
    timestamp: 0,
  })),
  nextOffset: from + statuses.length,
  endOffset: from + statuses.length,
});

let dir: TempDir;
let file: SqliteFile;
let positions: LogPositions;
let writer: RecordWriter;

beforeEach(async () => {
  dir = await tempDir('tandem-records-');
  file = openRecords(join(dir.path, 'records.db'), silentLogger);
  positions = new LogPositions(file);
  writer = new RecordWriter(file, CALLS as unknown as AnyRecordKind, positions, silentLogger);
});
afterEach(async () => {
  file.close();
  await dir.remove();
});

const status = (): CallStatus | undefined => new RecordReader(file, CALLS).get(accountSid, sid)?.status;

describe('two processes that write one file', () => {
  it('do not take it back to what the slower one reads', () => {
    writer.write(batch(0, 'ringing', 'completed'), 0);
    expect(writer.write(batch(0, 'ringing'), 0)).toBe(true);
    expect(status()).toBe('completed');
    expect(positions.of(TOPICS.calls.name, 0)).toBe(2);
  });

  it('leave nothing out when one of them has begun anew', () => {
    writer.write(batch(0, 'ringing'), 0);
    positions.set(TOPICS.calls.name, 0, 0);
    expect(writer.write(batch(1, 'completed'), 1)).toBe(false);
    expect(positions.of(TOPICS.calls.name, 0)).toBe(0);
    expect(status()).toBe('ringing');
  });
});
