import { describe, expect, it } from '@jest/globals';
import { TOPICS } from '@tandem/contracts';
import type { LogBatch } from '../event-log.ts';
import type { ContractContext } from './event-log-contract.ts';
import { checkpointAt, clientRecord, keyedRecords } from './records.ts';
import { RecordingReader } from './recording-reader.ts';

const clients = TOPICS.clients.name;

export const redeliveryContract = ({ subject, log, subscribe, until }: ContractContext): void => {
  const publish = async (from: number, to: number): Promise<void> => {
    const publisher = await log().openPublisher();
    const records = keyedRecords(to - from, subject.partitions, from);
    await publisher.publish(records, checkpointAt(to));
    await publisher.close();
  };

  describe('a batch that the reader rejects', () => {
    it('comes again until it is taken, and nothing is skipped or doubled', async () => {
      await publish(0, 50);
      const reader = new RecordingReader();
      const refused: LogBatch[] = [];
      reader.intercept = async (batch) => {
        if (batch.partition !== 1 || refused.length >= 3) return;
        refused.push(batch);
        throw new Error('the disk is full');
      };
      await subscribe(reader);
      await until('the first refusal', () => refused.length > 0);
      await publish(50, 100);
      await until('all records', () => reader.records.length >= 100);

      expect(refused).toHaveLength(3);
      const offsets = refused.map((batch) => batch.records[0]?.offset);
      expect(new Set(offsets)).toEqual(new Set([0]));
      expect(reader.values().toSorted()).toEqual(Array.from({ length: 100 }, (_, i) => String(i)).toSorted());
      for (let partition = 0; partition < subject.partitions; partition++) {
        const here = reader.records.filter((record) => record.partition === partition);
        const sorted = here.toSorted((a, b) => a.offset - b.offset);
        expect(here).toEqual(sorted);
      }
      expect(reader.overlaps).toEqual([]);
    });

    it('does not stop the other partitions', async () => {
      const reader = new RecordingReader();
      reader.intercept = async (batch) => {
        if (batch.partition === 0 && batch.records.length > 0) throw new Error('partition 0 is poisoned');
      };
      await subscribe(reader);
      const publisher = await log().openPublisher();
      await publisher.publish([clientRecord({ partition: 0 })], checkpointAt(1));
      await publisher.publish([clientRecord({ partition: 1, value: Buffer.from('one') })], checkpointAt(2));
      await until('partition 1', () => reader.records.length > 0);
      expect(reader.values()).toEqual(['one']);
    });

    it('is read again from the position that the reader then gives', async () => {
      const publisher = await log().openPublisher();
      const records = ['a', 'b', 'c'].map((text) => clientRecord({ value: Buffer.from(text) }));
      await publisher.publish(records, checkpointAt(3));
      const reader = new RecordingReader();
      let refusals = 0;
      reader.intercept = async (batch) => {
        if (batch.partition !== 0 || refusals > 0) return;
        refusals += 1;
        // What a reader stores before it fails is not asked for again.
        reader.positions.set(`${clients}/0`, 2);
        throw new Error('stored in part');
      };
      await subscribe(reader);
      await until('the rest', () => reader.records.length > 0);
      expect(reader.values()).toEqual(['c']);
    });
  });
};
