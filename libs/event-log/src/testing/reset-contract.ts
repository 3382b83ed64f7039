import { describe, expect, it } from '@jest/globals';
import { TOPICS } from '@tandem/contracts';
import type { ContractContext } from './event-log-contract.ts';
import { checkpointAt, clientRecord } from './records.ts';
import { RecordingReader } from './recording-reader.ts';

const place = `${TOPICS.clients.name}/0`;

export const resetContract = ({ log, subscribe, until }: ContractContext): void => {
  const publish = async (): Promise<void> => {
    const publisher = await log().openPublisher();
    const records = ['a', 'b', 'c'].map((text) => clientRecord({ value: Buffer.from(text) }));
    await publisher.publish(records, checkpointAt(3));
  };

  describe('a log that ends below the stored position', () => {
    it('is reported as reset, and read again from where the reader then says', async () => {
      await publish();
      const reader = new RecordingReader({ [place]: 1000 });
      await subscribe(reader);
      await until('the records', () => reader.records.length >= 3);
      expect(reader.resets).toEqual([place]);
      expect(reader.values()).toEqual(['a', 'b', 'c']);
    });

    it('is reported when it is empty too', async () => {
      const reader = new RecordingReader({ [place]: 5 });
      await subscribe(reader);
      await until('reset', () => reader.resets.length > 0);
      await publish();
      await until('the records', () => reader.records.length >= 3);
      expect(reader.resets).toEqual([place]);
    });

    it('is reported again when the reader could not rebuild', async () => {
      await publish();
      const reader = new RecordingReader({ [place]: 1000 });
      const reset = reader.reset.bind(reader);
      let attempts = 0;
      reader.reset = async (topic, partition) => {
        attempts += 1;
        if (attempts === 1) throw new Error('cannot rebuild yet');
        await reset(topic, partition);
      };
      await subscribe(reader);
      await until('the records', () => reader.records.length >= 3);
      expect(attempts).toBe(2);
    });
  });
};
