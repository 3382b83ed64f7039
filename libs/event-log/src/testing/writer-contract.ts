import { describe, expect, it } from '@jest/globals';
import { TOPICS } from '@tandem/contracts';
import { MAX_BATCH_BYTES, MAX_BATCH_RECORDS } from '../limits.ts';
import type { ContractContext } from './event-log-contract.ts';
import { checkpointAt, clientRecord } from './records.ts';
import { RecordingReader } from './recording-reader.ts';

const registrations = TOPICS.registrations.name;

export const writerContract = ({ subject, log, harness, subscribe, until }: ContractContext): void => {
  const saying = (text: string, partition = 0) =>
    clientRecord({ topic: registrations, partition, key: text, value: Buffer.from(text) });

  describe('writer', () => {
    it('writes what several processes give it, each in its order', async () => {
      const writers = [await log().openWriter(), await (await harness().open()).openWriter()];
      const reader = new RecordingReader();
      await subscribe(reader, { topics: [registrations] });
      await Promise.all(
        writers.flatMap((writer, w) =>
          Array.from({ length: 20 }, (_, i) => writer.write([saying(`${w}-${i}`)])),
        ),
      );
      await until('all records', () => reader.records.length >= 40);
      for (const w of [0, 1]) {
        const own = reader.values().filter((value) => value.startsWith(`${w}-`));
        expect(own).toEqual(Array.from({ length: 20 }, (_, i) => `${w}-${i}`));
      }
    });

    it('is not fenced by publishers, nor fences them', async () => {
      const publisher = await log().openPublisher();
      const writer = await log().openWriter();
      await writer.write([saying('one')]);
      await publisher.publish([clientRecord()], checkpointAt(1));
      await log().openPublisher();
      await writer.write([saying('two')]);
    });

    it('splits a write larger than a batch', async () => {
      const writer = await log().openWriter();
      const many = Array.from({ length: MAX_BATCH_RECORDS * 2 + 1 }, (_, i) => saying(String(i)));
      await writer.write(many);
      const reader = new RecordingReader();
      await subscribe(reader, { topics: [registrations] });
      await until('all records', () => reader.records.length >= many.length);
      expect(reader.values()).toEqual(many.map((record) => record.key));
    });

    it('refuses a single record that is too large, and goes on', async () => {
      const writer = await log().openWriter();
      const large = { ...saying('large'), value: Buffer.alloc(MAX_BATCH_BYTES) };
      await expect(writer.write([saying('beside'), large])).rejects.toMatchObject({
        code: 'LOG_RECORD_TOO_LARGE',
      });
      await writer.write([saying('small')]);
      const reader = new RecordingReader();
      await subscribe(reader, { topics: [registrations] });
      await until('the small one', () => reader.records.length > 0);
      expect(reader.values()).toEqual(['small']);
    });

    it('stays usable after a failed write', async () => {
      const writer = await log().openWriter();
      await expect(writer.write([saying('nowhere', subject.partitions)])).rejects.toMatchObject({
        code: 'LOG_MISCONFIGURED',
      });
      await writer.write([saying('here')]);
      const reader = new RecordingReader();
      await subscribe(reader, { topics: [registrations] });
      await until('the record', () => reader.records.length > 0);
      expect(reader.values()).toEqual(['here']);
    });
  });
};
