import { describe, expect, it } from '@jest/globals';
import { TandemError } from '@tandem/kernel';
import type { LogRecord, RawPublisher } from './index.ts';
import { encodeCheckpoint, GuardedPublisher } from './index.ts';
import { checkpointAt, clientRecord } from './testing/index.ts';

const raw = (over: Partial<RawPublisher> = {}) => {
  const commits: (readonly LogRecord[])[] = [];
  const closed: string[] = [];
  const publisher = new GuardedPublisher({
    readCheckpoint: async () => null,
    commit: async (records) => void commits.push(records),
    close: async () => void closed.push('closed'),
    ...over,
  });
  return { publisher, commits, closed };
};

describe('GuardedPublisher', () => {
  it('puts the checkpoint behind the records it covers, into the same transaction', async () => {
    const { publisher, commits } = raw();
    await publisher.publish([clientRecord()], checkpointAt(4));
    expect(commits).toEqual([[clientRecord(), encodeCheckpoint(checkpointAt(4))]]);
  });

  it('is dead after an error: it says why, and asks the log no more', async () => {
    let attempts = 0;
    const { publisher, closed } = raw({
      commit: async () => {
        attempts += 1;
        throw new TandemError('LOG_FENCED', 'a newer publisher');
      },
    });
    for (let i = 0; i < 2; i++) {
      await expect(publisher.publish([], checkpointAt(1))).rejects.toMatchObject({ code: 'LOG_FENCED' });
    }
    await expect(publisher.checkpoint()).rejects.toMatchObject({ code: 'LOG_FENCED' });
    expect(attempts).toBe(1);
    await publisher.close();
    expect(closed).toEqual(['closed']);
  });

  it('takes an error that is none of the catalogue for an unavailable log', async () => {
    const { publisher } = raw({ commit: () => Promise.reject(new Error('boom')) });
    await expect(publisher.publish([], checkpointAt(1))).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE' });
  });

  it('refuses an unreadable checkpoint with CONTRACT_VIOLATION', async () => {
    for (const value of ['{', 'null', '{}', '{"revision":1.5,"generation":"g","partitions":{}}']) {
      const { publisher } = raw({ readCheckpoint: async () => Buffer.from(value) });
      await expect(publisher.checkpoint()).rejects.toMatchObject({ code: 'CONTRACT_VIOLATION' });
    }
  });

  it('closes once, also while a call is under way, which then ends by itself', async () => {
    let fail = (_: Error): void => undefined;
    const { publisher, closed } = raw({
      commit: () => new Promise((_, reject) => (fail = reject)),
    });
    const publishing = publisher.publish([], checkpointAt(1));
    await Promise.all([publisher.close(), publisher.close()]);
    fail(new Error('disconnected'));
    await expect(publishing).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE' });
    expect(closed).toEqual(['closed']);
    await expect(publisher.publish([], checkpointAt(1))).rejects.toMatchObject({ code: 'CLOSED' });
  });
});
