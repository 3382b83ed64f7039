import { describe, expect, it } from '@jest/globals';
import { TOPICS } from '@tandem/contracts';
import type { ContractContext } from './event-log-contract.ts';

export const topicsContract = ({ subject, harness, log }: ContractContext): void => {
  describe('topics', () => {
    it('have the declared number of partitions', async () => {
      expect(await log().partitions(TOPICS.clients.name)).toBe(subject.partitions);
      expect(await log().partitions(TOPICS.relay.name)).toBe(1);
    });

    it('are made once: ensureTopics may be called again, by several processes at once', async () => {
      const others = await Promise.all([harness().open(), harness().open()]);
      await Promise.all([log(), ...others].map((handle) => handle.ensureTopics(Object.values(TOPICS))));
      expect(await log().partitions(TOPICS.clients.name)).toBe(subject.partitions);
    });

    it('are refused with LOG_MISCONFIGURED when an existing one has another partition count', async () => {
      const other = await subject.openWithPartitions(harness(), subject.partitions + 1);
      await expect(other.ensureTopics([TOPICS.clients])).rejects.toMatchObject({ code: 'LOG_MISCONFIGURED' });
    });

    it('are refused with LOG_MISCONFIGURED when an existing one has another cleanup policy', async () => {
      await expect(
        log().ensureTopics([{ ...TOPICS.clients, cleanup: 'delete', retentionMs: 60_000 }]),
      ).rejects.toMatchObject({ code: 'LOG_MISCONFIGURED' });
    });

    it('that nobody made have no partition count', async () => {
      await expect(log().partitions('tandem.unknown')).rejects.toMatchObject({ code: 'LOG_MISCONFIGURED' });
    });
  });
};
