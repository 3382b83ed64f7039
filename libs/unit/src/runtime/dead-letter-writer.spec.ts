import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { deadLetterCodec } from '@tandem/contracts';
import type { DeadLetter } from '@tandem/contracts';
import type { LogRecord } from '@tandem/event-log';
import { seededRandom } from '@tandem/kernel/testing';
import { recordingLogger } from '@tandem/telemetry/testing';
import { waitFor } from '@tandem/testing';
import { DeadLetterWriter } from './dead-letter-writer.ts';

const letter = (offset: number): DeadLetter => ({
  reader: 'cp-1',
  topic: 'tandem.clients',
  partition: 0,
  offset,
  key: 'CL1',
  headers: {},
  value: null,
  problem: 'unreadable',
  detail: 'not JSON',
  at: '2013-11-04T16:33:39.000Z',
});

describe('DeadLetterWriter', () => {
  const logger = recordingLogger();
  let written: LogRecord[];
  let down: boolean;
  let letters: DeadLetterWriter;

  beforeEach(() => {
    logger.lines.length = 0;
    written = [];
    down = false;
    letters = new DeadLetterWriter({
      logger,
      random: seededRandom(1),
      eventLog: {
        openWriter: async () => {
          if (down) throw new Error('the log is away');
          return { write: async (records) => void written.push(...records), close: async () => undefined };
        },
      },
    });
  });
  afterEach(() => letters.close());

  const offsets = (): readonly (number | null)[] =>
    written.map(({ value }) => {
      const decoded = deadLetterCodec.decode(value ?? Buffer.alloc(0));
      return decoded.ok ? decoded.value.offset : null;
    });

  it('brings letters to the log in order, under keys that tell a repeated attempt', async () => {
    for (const offset of [3, 1, 2]) letters.put(letter(offset));
    await waitFor(() => written.length === 3);
    expect(offsets()).toEqual([3, 1, 2]);
    expect(written[0]).toMatchObject({ topic: 'tandem.dead-letters', key: 'cp-1/tandem.clients/0/3' });
  });

  it('keeps them while the log is away', async () => {
    down = true;
    letters.put(letter(1));
    await waitFor(() => logger.lines.some(({ message }) => message === 'Dead letters wait for the log'));
    letters.put(letter(2));
    down = false;
    await waitFor(() => written.length === 2, { what: 'both letters' });
    expect(offsets()).toEqual([1, 2]);
  });

  it('says which are lost when it is closed while the log is away', async () => {
    down = true;
    letters.put(letter(7));
    await letters.close();
    expect(logger.lines.at(-1)).toMatchObject({
      message: 'Dead letters are lost, as the log did not take them',
      fields: { keys: ['cp-1/tandem.clients/0/7'] },
    });
  });
});
