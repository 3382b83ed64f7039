import { describe, expect, it } from '@jest/globals';
import { TOPICS } from '@tandem/contracts';
import type { ContractContext } from './event-log-contract.ts';
import { checkpointAt, clientRecord, keyedRecords } from './records.ts';
import { RecordingReader } from './recording-reader.ts';

const clients = TOPICS.clients.name;

export const consumerContract = ({ subject, log, harness, subscribe, until }: ContractContext): void => {
  const publish = async (count: number, from = 0): Promise<void> => {
    const publisher = await log().openPublisher();
    await publisher.publish(keyedRecords(count, subject.partitions, from), checkpointAt(from + count));
    await publisher.close();
  };
  const numbers = (count: number): string[] => Array.from({ length: count }, (_, i) => String(i)).toSorted();

  describe('consumer', () => {
    it('gives every subscription all partitions, also under one reader name', async () => {
      await publish(60);
      const readers = [new RecordingReader(), new RecordingReader(), new RecordingReader()];
      const other = await harness().open();
      await Promise.all([
        subscribe(readers[0] as RecordingReader),
        subscribe(readers[1] as RecordingReader),
        subscribe(readers[2] as RecordingReader, { log: other, reader: 'unit-2' }),
      ]);
      for (const reader of readers) {
        await until('all records', () => reader.records.length >= 60);
        expect(reader.values().toSorted()).toEqual(numbers(60));
        expect(reader.overlaps).toEqual([]);
      }
    });

    it('begins anew at the reader’s own positions when told to reconnect, and misses nothing', async () => {
      await publish(10);
      const reader = new RecordingReader();
      const consumer = await subscribe(reader);
      await until('the first records', () => reader.records.length >= 10);
      const before = reader.batches.length;
      consumer.reconnect('a test');
      await until('a batch of every partition', () => reader.batches.length >= before + subject.partitions);
      await publish(10, 10);
      await until('the others', () => reader.records.length >= 20);
      expect(reader.values().toSorted()).toEqual(numbers(20));
    });

    it('sees records written after it started, in one go with those before', async () => {
      await publish(10);
      const reader = new RecordingReader();
      await subscribe(reader);
      await until('the first records', () => reader.records.length >= 10);
      await publish(10, 10);
      await until('the others', () => reader.records.length >= 20);
      expect(reader.values().toSorted()).toEqual(numbers(20));
    });

    it('knows that it has caught up, past commit markers', async () => {
      await publish(40);
      const reader = new RecordingReader();
      await subscribe(reader);
      await until('caught up', () => reader.caughtUp(clients, subject.partitions));
      expect(reader.records).toHaveLength(40);
    });

    it('says so with an empty batch when there is nothing to read', async () => {
      const reader = new RecordingReader();
      await subscribe(reader);
      await until('caught up', () => reader.caughtUp(clients, subject.partitions));
      expect(reader.records).toEqual([]);
      expect(reader.batches[0]).toMatchObject({ nextOffset: 0, endOffset: 0 });
    });

    it('goes on from the positions that the reader stored', async () => {
      await publish(40);
      const first = new RecordingReader();
      const consumer = await subscribe(first);
      await until('caught up', () => first.caughtUp(clients, subject.partitions));
      await consumer.close();

      await publish(5, 40);
      const second = new RecordingReader(Object.fromEntries(first.positions));
      await subscribe(second);
      await until('caught up', () => second.records.length >= 5);
      await until('caught up', () => second.caughtUp(clients, subject.partitions));
      expect(second.values().toSorted()).toEqual(['40', '41', '42', '43', '44']);
      expect(new Set(second.asked)).toEqual(new Set(first.asked));
    });

    it('starts a partition anywhere, in the middle of a transaction too', async () => {
      const publisher = await log().openPublisher();
      const records = Array.from({ length: 9 }, (_, i) => clientRecord({ value: Buffer.from(String(i)) }));
      await publisher.publish(records, checkpointAt(9));
      const reader = new RecordingReader({ [`${clients}/0`]: 4 });
      await subscribe(reader);
      await until('the rest', () => reader.records.length >= 5);
      expect(reader.values()).toEqual(['4', '5', '6', '7', '8']);
    });

    it('reads several topics', async () => {
      await publish(3);
      const reader = new RecordingReader();
      await subscribe(reader, { topics: [clients, TOPICS.relay.name] });
      await until('all records', () => reader.records.length >= 4);
      expect(new Set(reader.records.map((record) => record.topic))).toEqual(
        new Set([clients, TOPICS.relay.name]),
      );
    });

    it('reports once that it holds all partitions', async () => {
      const reader = new RecordingReader();
      await subscribe(reader);
      await until('caught up', () => reader.caughtUp(clients, subject.partitions));
      expect(reader.conditions).toEqual(['ASSIGNED']);
    });

    it('is STALLED while a topic is missing, and starts when it is made', async () => {
      const empty = await subject.create();
      try {
        const fresh = await empty.open();
        const reader = new RecordingReader();
        await subscribe(reader, { log: fresh });
        await until('STALLED', () => reader.conditions.at(-1) === 'STALLED');
        await fresh.ensureTopics(Object.values(TOPICS));
        await until('caught up', () => reader.caughtUp(clients, subject.partitions));
        expect(reader.conditions).toEqual(['STALLED', 'ASSIGNED']);
      } finally {
        await empty.dispose();
      }
    });
  });
};
