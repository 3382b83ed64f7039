import { describe, expect, it } from '@jest/globals';
import type { LogRecord } from './index.ts';
import { CoalescingWriter, MAX_BATCH_RECORDS } from './index.ts';
import { clientRecord } from './testing/index.ts';

const named = (key: string): LogRecord => clientRecord({ key });

/** A log whose sends end when the test says so. */
const heldLog = () => {
  const sent: string[][] = [];
  const ends: { ok: () => void; fail: (error: Error) => void }[] = [];
  let closed = 0;
  const writer = new CoalescingWriter({
    check: async (records) => {
      if (records.some(({ key }) => key === 'misplaced')) throw new Error('no such partition');
    },
    send: (records) => {
      sent.push(records.map((record) => record.key));
      return new Promise<void>((ok, fail) => ends.push({ ok, fail }));
    },
    close: async () => void (closed += 1),
  });
  const settle = async (): Promise<void> => {
    for (let i = 0; i < 20; i++) await Promise.resolve();
  };
  return { writer, sent, ends, settle, closed: () => closed };
};

describe('CoalescingWriter', () => {
  it('sends one batch at a time, with all that was written meanwhile in the next, in order', async () => {
    const { writer, sent, ends, settle } = heldLog();
    const writes = [writer.write([named('a')]), writer.write([named('b')])];
    await settle();
    writes.push(writer.write([named('c')]), writer.write([named('d'), named('e')]));
    await settle();
    expect(sent).toEqual([['a', 'b']]);
    ends[0]?.ok();
    await settle();
    expect(sent).toEqual([
      ['a', 'b'],
      ['c', 'd', 'e'],
    ]);
    ends[1]?.ok();
    await Promise.all(writes);
  });

  it('fails just the writes of the batch that failed', async () => {
    const { writer, ends, settle } = heldLog();
    const first = writer.write([named('a')]);
    await settle();
    const second = writer.write([named('b')]);
    ends[0]?.fail(new Error('broker away'));
    await expect(first).rejects.toThrow('broker away');
    await settle();
    ends[1]?.ok();
    await second;
  });

  it('does not let a write that can never succeed fail its neighbours', async () => {
    const { writer, sent, ends, settle } = heldLog();
    const bad = writer.write([named('misplaced')]);
    const good = writer.write([named('a')]);
    await expect(bad).rejects.toThrow('no such partition');
    await settle();
    expect(sent).toEqual([['a']]);
    ends[0]?.ok();
    await good;
  });

  it('splits what is larger than a batch', async () => {
    const { writer, sent, ends, settle } = heldLog();
    const write = writer.write(Array.from({ length: MAX_BATCH_RECORDS + 1 }, (_, i) => named(String(i))));
    await settle();
    ends[0]?.ok();
    await settle();
    ends[1]?.ok();
    await write;
    expect(sent.map((keys) => keys.length)).toEqual([MAX_BATCH_RECORDS, 1]);
  });

  it('closes after what was written before, and takes no more', async () => {
    const { writer, ends, settle, closed } = heldLog();
    const write = writer.write([named('a')]);
    const closing = writer.close();
    await expect(writer.write([named('late')])).rejects.toMatchObject({ code: 'CLOSED' });
    await settle();
    expect(closed()).toBe(0);
    ends[0]?.ok();
    await Promise.all([write, closing]);
    expect(closed()).toBe(1);
  });
});
