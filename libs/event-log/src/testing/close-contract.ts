import { describe, expect, it } from '@jest/globals';
import { TOPICS } from '@tandem/contracts';
import type { ContractContext } from './event-log-contract.ts';
import { checkpointAt, clientRecord } from './records.ts';
import { RecordingReader } from './recording-reader.ts';

export const closeContract = ({ subject, log, harness, subscribe, until }: ContractContext): void => {
  const clients = TOPICS.clients.name;

  describe('close', () => {
    it('waits for the handler that runs, and no handler runs afterwards', async () => {
      const reader = new RecordingReader();
      let letGo = (): void => undefined;
      const held = new Promise<void>((resolve) => (letGo = resolve));
      reader.intercept = (batch) => (batch.records.length > 0 ? held : Promise.resolve());
      const consumer = await subscribe(reader);
      await until('caught up', () => reader.caughtUp(clients, subject.partitions));
      const publisher = await log().openPublisher();
      await publisher.publish([clientRecord()], checkpointAt(1));
      await until('a running handler', () => reader.running > 0);

      let closed = false;
      const closing = consumer.close().then(() => (closed = true));
      expect(closed).toBe(false);
      letGo();
      await closing;
      expect(reader.running).toBe(0);

      const handled = reader.batches.length;
      await publisher.publish([clientRecord({ value: Buffer.from('late') })], checkpointAt(2));
      const witness = new RecordingReader();
      await subscribe(witness);
      await until('another reader to have it', () => witness.values().includes('late'));
      expect(reader.batches).toHaveLength(handled);
    });

    it('ends a consumer that is waiting to try a rejected batch again', async () => {
      await (await log().openPublisher()).publish([clientRecord()], checkpointAt(1));
      const reader = new RecordingReader();
      let refusals = 0;
      reader.intercept = async (batch) => {
        if (batch.records.length === 0) return;
        refusals += 1;
        throw new Error('never');
      };
      const consumer = await subscribe(reader);
      await until('two refusals', () => refusals >= 2);
      await consumer.close();
      expect(reader.records).toEqual([]);
    });

    it('may be called twice, of all handles, and the log closes what is open on it', async () => {
      const handle = await harness().open();
      const publisher = await handle.openPublisher();
      const writer = await handle.openWriter();
      const reader = new RecordingReader();
      const consumer = await subscribe(reader, { log: handle });
      await until('caught up', () => reader.caughtUp(clients, subject.partitions));

      await handle.close();
      await Promise.all([publisher.close(), writer.close(), consumer.close(), handle.close()]);
      await expect(publisher.publish([], checkpointAt(1))).rejects.toMatchObject({ code: 'CLOSED' });
      await expect(writer.write([clientRecord()])).rejects.toMatchObject({ code: 'CLOSED' });
      await expect(handle.openPublisher()).rejects.toMatchObject({ code: 'CLOSED' });
      await expect(handle.partitions(clients)).rejects.toMatchObject({ code: 'CLOSED' });
    });
  });
};
