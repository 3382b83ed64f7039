import { describe, expect, it } from '@jest/globals';
import { TOPICS } from '@tandem/contracts';
import { MAX_BATCH_BYTES, MAX_BATCH_RECORDS } from '../limits.ts';
import type { ContractContext } from './event-log-contract.ts';
import { checkpointAt, clientRecord, keyedRecords } from './records.ts';
import { RecordingReader } from './recording-reader.ts';

export const publisherContract = ({ subject, log, harness, subscribe, until }: ContractContext): void => {
  describe('publisher', () => {
    it('has no checkpoint on a new log', async () => {
      const publisher = await log().openPublisher();
      expect(await publisher.checkpoint()).toBeNull();
    });

    it('gives back the last committed checkpoint, also to a later publisher of another process', async () => {
      const publisher = await log().openPublisher();
      for (let revision = 1; revision <= 3; revision++) {
        await publisher.publish([clientRecord()], checkpointAt(revision));
        expect(await publisher.checkpoint()).toEqual(checkpointAt(revision));
      }
      const later = await (await harness().open()).openPublisher();
      expect(await later.checkpoint()).toEqual(checkpointAt(3));
    });

    it('writes a checkpoint without records', async () => {
      const publisher = await log().openPublisher();
      await publisher.publish([], checkpointAt(7));
      expect(await publisher.checkpoint()).toEqual(checkpointAt(7));
    });

    it('keeps the order of each partition', async () => {
      const records = keyedRecords(200, subject.partitions);
      const publisher = await log().openPublisher();
      await publisher.publish(records.slice(0, 120), checkpointAt(120));
      await publisher.publish(records.slice(120), checkpointAt(200));

      const reader = new RecordingReader();
      await subscribe(reader);
      await until('all records', () => reader.records.length >= 200);

      for (let partition = 0; partition < subject.partitions; partition++) {
        const here = reader.records.filter((record) => record.partition === partition);
        const wanted = records.filter((record) => record.partition === partition);
        expect(here.map((record) => record.key)).toEqual(wanted.map((record) => record.key));
        expect(here.map((record) => record.offset)).toEqual(
          here.map((record) => record.offset).toSorted((a, b) => a - b),
        );
      }
    });

    it('keeps keys, values, tombstones and headers', async () => {
      const records = [
        clientRecord({
          key: 'ключ',
          value: Buffer.from([0, 1, 255]),
          headers: { traceparent: '00-ab-cd-01' },
        }),
        clientRecord({ key: 'CL2', value: null, headers: { sid: 'CL2', type: 'ClientDeleted' } }),
        clientRecord({ key: 'CL3', value: Buffer.alloc(0), headers: { note: 'Ünïcode' } }),
      ];
      const before = Date.now();
      await (await log().openPublisher()).publish(records, checkpointAt(1));
      const reader = new RecordingReader();
      await subscribe(reader);
      await until('all records', () => reader.records.length >= 3);

      const read = reader.records.map(({ topic, partition, key, value, headers }) => ({
        topic,
        partition,
        key,
        value,
        headers,
      }));
      expect(read).toEqual(records);
      for (const { timestamp } of reader.records) {
        expect(Math.abs(timestamp - before)).toBeLessThan(60_000);
      }
    });

    it('refuses what does not fit into one transaction: nothing is written, and it goes on', async () => {
      const publisher = await log().openPublisher();
      const tooMany = Array.from({ length: MAX_BATCH_RECORDS + 1 }, () => clientRecord());
      const tooLarge = [clientRecord(), clientRecord({ value: Buffer.alloc(MAX_BATCH_BYTES) })];
      for (const records of [tooMany, tooLarge]) {
        await expect(publisher.publish(records, checkpointAt(1))).rejects.toMatchObject({
          code: 'LOG_RECORD_TOO_LARGE',
        });
      }
      expect(await publisher.checkpoint()).toBeNull();
      await publisher.publish([clientRecord({ value: Buffer.from('fits') })], checkpointAt(2));

      const reader = new RecordingReader();
      await subscribe(reader);
      await until('the record that fits', () => reader.records.length > 0);
      expect(reader.values()).toEqual(['fits']);
    });

    it('takes a full batch', async () => {
      const publisher = await log().openPublisher();
      const value = Buffer.alloc(Math.floor(MAX_BATCH_BYTES / MAX_BATCH_RECORDS) - 60, 'x');
      const full = Array.from({ length: MAX_BATCH_RECORDS }, () => clientRecord({ value }));
      await publisher.publish(full, checkpointAt(1));
      const reader = new RecordingReader();
      await subscribe(reader);
      await until('all records', () => reader.records.length === MAX_BATCH_RECORDS);
    });

    it('is dead after a failure, and what it failed to write is not visible', async () => {
      const publisher = await log().openPublisher();
      const unknownPartition = clientRecord({ partition: subject.partitions });
      await expect(
        publisher.publish([clientRecord({ value: Buffer.from('lost') }), unknownPartition], checkpointAt(1)),
      ).rejects.toMatchObject({ code: 'LOG_MISCONFIGURED' });
      await expect(publisher.publish([clientRecord()], checkpointAt(2))).rejects.toThrow(/died/);
      await expect(publisher.checkpoint()).rejects.toThrow(/died/);
      await publisher.close();

      const next = await log().openPublisher();
      expect(await next.checkpoint()).toBeNull();
      await next.publish([clientRecord({ value: Buffer.from('kept') })], checkpointAt(1));
      const reader = new RecordingReader();
      await subscribe(reader);
      await until('the record', () => reader.records.length > 0);
      expect(reader.values()).toEqual(['kept']);
    });

    it('refuses a second call while one is under way', async () => {
      const publisher = await log().openPublisher();
      const first = publisher.publish([clientRecord()], checkpointAt(1));
      await expect(publisher.publish([clientRecord()], checkpointAt(2))).rejects.toMatchObject({
        code: 'LIFECYCLE_ILLEGAL',
      });
      await first;
      expect(await publisher.checkpoint()).toEqual(checkpointAt(1));
    });

    it('needs the relay topic', async () => {
      const empty = await subject.create();
      try {
        const opening = (await empty.open()).openPublisher();
        await expect(opening).rejects.toMatchObject({ code: 'LOG_MISCONFIGURED' });
      } finally {
        await empty.dispose();
      }
    });

    it('shows its checkpoints to readers of the relay topic', async () => {
      await (await log().openPublisher()).publish([], checkpointAt(9));
      const reader = new RecordingReader();
      await subscribe(reader, { topics: [TOPICS.relay.name] });
      await until('the checkpoint', () => reader.records.length > 0);
      expect(JSON.parse(reader.values()[0] ?? '')).toEqual(checkpointAt(9));
    });
  });
};
