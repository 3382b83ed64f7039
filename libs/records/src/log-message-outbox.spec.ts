import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { TOPICS } from '@tandem/contracts';
import { messageRecord } from '@tandem/contracts/testing';
import type { LogWriter } from '@tandem/event-log';
import { TandemError } from '@tandem/kernel';
import { waitFor } from '@tandem/testing';
import { LogMessageOutbox } from './index.ts';
import { RecordsWorld } from './testing/index.ts';

const message = messageRecord({ status: 'queued' });
const { sid, accountSid, from, to, body, statusCallback, createdAt: requestedAt } = message;
const request = { sid, accountSid, from, to, body, statusCallback, requestedAt };

let world: RecordsWorld;
beforeEach(async () => {
  world = await RecordsWorld.open();
});
afterEach(() => world.close());

/** A log on which a topic cannot be written. */
const refusing = (topic: string) => ({
  partitions: (name: string) => world.log.partitions(name),
  openWriter: async (): Promise<LogWriter> => {
    const writer = await world.log.openWriter();
    return {
      write: (records) =>
        records.some((record) => record.topic === topic)
          ? Promise.reject(new TandemError('LOG_UNAVAILABLE', 'the broker is away'))
          : writer.write(records),
      close: () => writer.close(),
    };
  },
});

describe('texts handed over on the log', () => {
  it('are found at once, before they come back from there', async () => {
    await new LogMessageOutbox(world.log, world.records).put(message, request);
    expect(world.records.messages.get(accountSid, sid)).toEqual(message);
  });

  it('do not hide what is known of them already', async () => {
    await world.records.start();
    const sent = { ...message, status: 'sent' as const };
    await world.writeMessages(sent);
    const outbox = new LogMessageOutbox(world.log, world.records);
    await waitFor(() => outbox.find(accountSid, sid) !== null);
    world.records.expectMessage(message);
    expect(outbox.find(accountSid, sid)).toEqual(sent);
  });

  it('have no request without a record, which is what the API shows', async () => {
    const outbox = new LogMessageOutbox(refusing(TOPICS.messages.name), world.records);
    await expect(outbox.put(message, request)).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE' });
    expect(await world.recordsOn(TOPICS.messageRequests.name)).toEqual([]);
    expect(outbox.find(accountSid, sid)).toBeNull();
  });

  it('are not shown where their request was not taken', async () => {
    const outbox = new LogMessageOutbox(refusing(TOPICS.messageRequests.name), world.records);
    await expect(outbox.put(message, request)).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE' });
    expect(outbox.find(accountSid, sid)).toBeNull();
  });
});
