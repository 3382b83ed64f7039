import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { digestAdd, EMPTY_DIGEST, MARK_KEY, markCodec } from '@tandem/contracts';
import type { Mark } from '@tandem/contracts';
import type { LogRecord, StoredRecord } from '@tandem/event-log';
import { creation, deletionOf } from '@tandem/journal/testing';
import { ManualClock } from '@tandem/kernel/testing';
import { waitFor } from '@tandem/testing';
import { RelayBench, withPublish } from './testing/index.ts';

const PARTITIONS = 4;
const MORE_THAN_A_BATCH = 550;

const markOf = ({ value }: LogRecord): Mark => {
  const decoded = markCodec.decode(value ?? Buffer.alloc(0));
  if (!decoded.ok) throw new Error('a mark that cannot be read');
  return decoded.value;
};

const isMark = ({ key }: LogRecord): boolean => key === MARK_KEY;

describe('the relay’s marks', () => {
  let bench: RelayBench;

  beforeEach(async () => {
    bench = await RelayBench.open();
  });
  afterEach(() => bench.close());

  const marksOn = (records: readonly StoredRecord[], partition: number): readonly Mark[] =>
    records.filter((record) => record.partition === partition && isMark(record)).map(markOf);

  const marked = (revision: number): Promise<readonly StoredRecord[]> =>
    waitFor(
      async () => {
        const records = await bench.read();
        const reached = (partition: number): boolean =>
          (marksOn(records, partition).at(-1)?.revision ?? -1) >= revision;
        return Array.from({ length: PARTITIONS }, (_, index) => index).every(reached) ? records : undefined;
      },
      { what: `marks at revision ${revision}` },
    );

  it('stand on every partition, also of an empty log', async () => {
    bench.relay();
    const records = await marked(0);
    const { generation } = await bench.caughtUp();
    for (let partition = 0; partition < PARTITIONS; partition += 1) {
      expect(marksOn(records, partition)[0]).toEqual({ revision: 0, generation, ...EMPTY_DIGEST });
    }
  });

  it('say what a reader holds that has received everything before them', async () => {
    const alice = await bench.append(creation());
    const bob = await bench.append(creation());
    await bench.append(deletionOf(bob));
    bench.relay();
    const records = await marked(3);
    const home = records.find(({ key }) => key === alice.stream)?.partition ?? -1;
    const expected = digestAdd(EMPTY_DIGEST, { sid: alice.stream, version: 1, eventId: alice.eventId });
    expect(marksOn(records, home).at(-1)).toMatchObject({ revision: 3, ...expected });
    expect(records.findLastIndex(isMark)).toBeGreaterThan(
      records.findLastIndex(({ key }) => key === alice.stream),
    );
  });

  it('follow a change at once, and are repeated while nothing changes', async () => {
    const clock = new ManualClock();
    const relay = bench.relay({ clock, leaseTtlMs: 60_000 });
    await marked(0);
    clock.advance(1000);
    relay.offer(await bench.append(creation()));
    const before = (await marked(1)).filter(isMark).length;
    clock.advance(5000);
    await waitFor(async () => (await bench.read()).filter(isMark).length === before + PARTITIONS, {
      what: 'marks without a change',
    });
  });

  it('wait until the log has what the journal had when this leader began', async () => {
    for (let count = 0; count < MORE_THAN_A_BATCH; count += 1) await bench.append(creation());
    const published: (readonly LogRecord[])[] = [];
    bench.relay({ log: withPublish(bench.log, (publish, records) => (published.push(records), publish())) });
    await marked(MORE_THAN_A_BATCH);
    expect(published[0]?.some(isMark)).toBe(false);
    const early = published
      .flat()
      .filter((record) => isMark(record) && markOf(record).revision < MORE_THAN_A_BATCH);
    expect(early).toEqual([]);
  });
});
