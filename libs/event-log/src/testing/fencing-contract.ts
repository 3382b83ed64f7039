import { describe, expect, it } from '@jest/globals';
import type { ContractContext } from './event-log-contract.ts';
import { checkpointAt, clientRecord } from './records.ts';
import { RecordingReader } from './recording-reader.ts';

export const fencingContract = ({ log, harness, subscribe, until }: ContractContext): void => {
  const saying = (text: string) => clientRecord({ value: Buffer.from(text) });

  describe('fencing', () => {
    it('makes the next call of an earlier publisher fail with LOG_FENCED, and nothing of it is written', async () => {
      const paused = await log().openPublisher();
      await paused.publish([saying('first')], checkpointAt(1));

      const leader = await (await harness().open()).openPublisher();
      await expect(paused.publish([saying('zombie')], checkpointAt(2))).rejects.toMatchObject({
        code: 'LOG_FENCED',
      });
      expect(await leader.checkpoint()).toEqual(checkpointAt(1));
      await leader.publish([saying('second')], checkpointAt(2));

      const reader = new RecordingReader();
      await subscribe(reader);
      await until('both records', () => reader.records.length >= 2);
      expect(reader.values()).toEqual(['first', 'second']);
    });

    it('holds before the new publisher has written anything', async () => {
      const earlier = await log().openPublisher();
      await log().openPublisher();
      await expect(earlier.publish([saying('zombie')], checkpointAt(1))).rejects.toMatchObject({
        code: 'LOG_FENCED',
      });
    });

    it('keeps a fenced publisher fenced', async () => {
      const paused = await log().openPublisher();
      const leader = await log().openPublisher();
      for (let attempt = 0; attempt < 2; attempt++) {
        await expect(paused.publish([saying('zombie')], checkpointAt(1))).rejects.toMatchObject({
          code: 'LOG_FENCED',
        });
      }
      await paused.close();
      await leader.publish([saying('true')], checkpointAt(1));
      expect(await leader.checkpoint()).toEqual(checkpointAt(1));
    });
  });
};
