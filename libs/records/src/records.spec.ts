import { readdirSync, rmSync, truncateSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { TOPICS } from '@tandem/contracts';
import { callRecord } from '@tandem/contracts/testing';
import { waitFor } from '@tandem/testing';
import * as fc from 'fast-check';
import { RecordsWorld } from './testing/index.ts';

const ACCOUNT = `AC${'a'.repeat(32)}`;
const sid = (index: number): string => `CA${String(index).padStart(32, '0')}`;

let world: RecordsWorld;

beforeEach(async () => {
  world = await RecordsWorld.open();
});
afterEach(() => world.close());

describe('the records of calls', () => {
  it('hold what the last record of each call says', async () => {
    await world.records.start();
    const call = callRecord({ sid: sid(1), status: 'ringing', answeredAt: null, endedAt: null });
    await world.write(call, callRecord({ sid: sid(2) }));
    await world.until(ACCOUNT, 2);
    await world.write({ ...call, status: 'busy', endedAt: call.updatedAt });
    await waitFor(() => world.records.calls.get(ACCOUNT, sid(1))?.status === 'busy');
    expect(world.total(ACCOUNT)).toBe(2);
  });

  it('are no other account’s', async () => {
    await world.records.start();
    await world.write(callRecord({ sid: sid(1) }));
    await world.until(ACCOUNT, 1);
    const other = `AC${'b'.repeat(32)}`;
    expect(world.records.calls.get(other, sid(1))).toBeNull();
    expect(world.total(other)).toBe(0);
    expect(world.records.calls.page({ query: { accountSid: other }, limit: 1, afterSid: sid(1) })).toBeNull();
  });

  it('go with their tombstone', async () => {
    await world.records.start();
    await world.write(callRecord({ sid: sid(1) }), callRecord({ sid: sid(2) }));
    await world.until(ACCOUNT, 2);
    await world.write(sid(1));
    await world.until(ACCOUNT, 1);
    expect(world.records.calls.get(ACCOUNT, sid(1))).toBeNull();
  });

  it('pass by what cannot be read, and say so', async () => {
    await world.records.start();
    await world.writeRaw({ key: sid(1), value: Buffer.from('{"sid":"CA1"}') });
    await world.write(callRecord({ sid: sid(1) }));
    await world.until(ACCOUNT, 1);
    expect(world.logger.lines.map(({ message }) => message)).toContain(
      'a record cannot be read and is passed by',
    );
  });
});

describe('the file of the records', () => {
  it('goes on from where it left off', async () => {
    await world.records.start();
    await world.write(callRecord({ sid: sid(1) }));
    await world.until(ACCOUNT, 1);
    await world.closeRecords();
    await world.write(callRecord({ sid: sid(2) }));
    const read: number[] = [];
    const subscribe = world.log.subscribe.bind(world.log);
    world.log.subscribe = (options) =>
      subscribe({
        ...options,
        handlers: {
          ...options.handlers,
          batch: (batch) => {
            if (batch.topic === TOPICS.calls.name) read.push(batch.records.length);
            return options.handlers.batch(batch);
          },
        },
      });
    await world.records.start();
    await world.until(ACCOUNT, 2);
    expect(read.reduce((sum, count) => sum + count, 0)).toBe(1);
  });

  it.each([1, 2, 3])('is the same when it is read again from zero (seed %i)', async (seed) => {
    const calls = fc.sample(
      fc.record({ index: fc.nat(19), status: fc.constantFrom('ringing', 'completed', 'failed', null) }),
      { seed, numRuns: 200 },
    );
    const survivors = new Set<number>();
    for (const { index, status } of calls) {
      if (status === null) survivors.delete(index);
      else survivors.add(index);
    }
    await world.records.start();
    for (const { index, status } of calls) {
      await world.write(
        status === null ? sid(index) : callRecord({ sid: sid(index), status: status as 'ringing' }),
      );
    }
    const end = callRecord({ sid: sid(99) });
    await world.write(end);
    // All partitions: the count alone could be met on the way.
    const last = new Map(calls.map(({ index, status }) => [index, status]));
    await waitFor(() =>
      [...last].every(([index, status]) => {
        const call = world.records.calls.get(ACCOUNT, sid(index));
        return status === null ? call === null : call?.status === status;
      }),
    );
    await world.until(ACCOUNT, survivors.size + 1);
    const live = await world.all(ACCOUNT);
    await world.closeRecords();
    for (const suffix of ['', '-wal', '-shm']) rmSync(world.path + suffix, { force: true });
    await world.records.start();
    await world.until(ACCOUNT, survivors.size + 1);
    await waitFor(async () => {
      expect(await world.all(ACCOUNT)).toEqual(live);
      return true;
    });
  });

  it('that is damaged is moved aside and read again', async () => {
    await world.records.start();
    await world.write(callRecord({ sid: sid(1) }));
    await world.until(ACCOUNT, 1);
    await world.closeRecords();
    truncateSync(world.path, 100);
    await world.records.start();
    await world.until(ACCOUNT, 1);
    expect(readdirSync(dirname(world.path)).some((name) => name.includes('records.db.damaged-'))).toBe(true);
  });

  it('keeps its rows when the log is made anew, and reads the new one from its beginning', async () => {
    const checkpoint = { revision: 0, generation: 'g1', partitions: {} };
    const publish = async (generation: string): Promise<void> => {
      const publisher = await world.log.openPublisher();
      await publisher.publish([], { ...checkpoint, generation });
      await publisher.close();
    };
    await publish('g1');
    await world.records.start();
    await world.write(callRecord({ sid: sid(1) }), callRecord({ sid: sid(1), status: 'failed' }));
    await waitFor(() => world.records.calls.get(ACCOUNT, sid(1))?.status === 'failed');
    await world.loseLog();
    await publish('g2');
    // As many records on that partition as it has read of the old log: its offset alone would tell nothing.
    await world.write(
      callRecord({ sid: sid(1), status: 'busy' }),
      callRecord({ sid: sid(1), status: 'canceled' }),
    );
    await world.write(callRecord({ sid: sid(2) }));
    world.relayLast();
    await world.records.start();
    await waitFor(() => world.records.calls.get(ACCOUNT, sid(1))?.status === 'canceled');
    await world.until(ACCOUNT, 2);
  });
});
