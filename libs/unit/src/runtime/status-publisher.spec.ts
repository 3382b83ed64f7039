import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { UnitStatus } from '@tandem/contracts';
import { unitStatusCodec } from '@tandem/contracts';
import type { LogRecord } from '@tandem/event-log';
import { silentLogger } from '@tandem/telemetry';
import { waitFor } from '@tandem/testing';
import { StatusPublisher } from './status-publisher.ts';

const status = (seq: number): UnitStatus => ({
  unit: 'cp-1',
  kind: 'call-processing',
  group: 'main',
  incarnation: 'i1',
  seq,
  state: 'READY',
  conditions: [],
  generation: null,
  model: 'none',
  expectedDelayMs: 0,
  revocation: 'immediate',
  clients: 0,
  held: 0,
  parked: 0,
  parkedSids: [],
  partitions: [],
  at: '2013-11-04T16:33:39.000Z',
});

describe('StatusPublisher', () => {
  let publisher: StatusPublisher | undefined;
  let progressMs: number;
  beforeEach(() => {
    progressMs = 10;
  });
  afterEach(() => publisher?.stop());

  const setUp = (write: (records: readonly LogRecord[]) => Promise<void>, heartbeatMs = 3_600_000) => {
    let seq = 0;
    let closed = 0;
    publisher = new StatusPublisher({
      logger: silentLogger,
      heartbeatMs,
      progressMs: () => progressMs,
      writeMs: 50,
      eventLog: { openWriter: async () => ({ write, close: async () => void (closed += 1) }) },
      status: () => status((seq += 1)),
    });
    return { publisher, closed: () => closed };
  };

  it('writes one at a time; what changes meanwhile is in the next one', async () => {
    const written: number[] = [];
    let release = (): void => undefined;
    const { publisher: subject } = setUp(async ([record]) => {
      const decoded = unitStatusCodec.decode(record?.value ?? Buffer.alloc(0));
      written.push(decoded.ok ? decoded.value.seq : -1);
      await new Promise<void>((resolve) => (release = resolve));
    });
    void subject.start();
    await waitFor(() => written.length === 1);
    for (let i = 0; i < 100; i += 1) subject.publish();
    release();
    await waitFor(() => written.length === 2);
    release();
    const stopped = subject.stop();
    await waitFor(() => written.length === 3);
    release();
    await stopped;
    expect(written).toEqual([1, 2, 3]);
  });

  it('opens another writer after a failure', async () => {
    let calls = 0;
    const { publisher: subject, closed } = setUp(async () => {
      calls += 1;
      if (calls === 1) throw new Error('away');
    }, 5);
    await subject.start();
    await waitFor(() => calls >= 2);
    expect(closed()).toBe(1);
  });

  it('stops in time when a write never ends', async () => {
    const { publisher: subject } = setUp(() => new Promise(() => undefined));
    const before = performance.now();
    void subject.start();
    await subject.stop();
    expect(performance.now() - before).toBeLessThan(1000);
  });

  it('tells of progress at once, and then of all that follows together', async () => {
    const written: number[] = [];
    const { publisher: subject } = setUp(async () => void written.push(performance.now()));
    await subject.start();
    subject.progress();
    await waitFor(() => written.length === 2);
    for (let i = 0; i < 100; i += 1) subject.progress();
    await waitFor(() => written.length === 3);
    expect((written[2] ?? 0) - (written[1] ?? 0)).toBeGreaterThanOrEqual(8);
    progressMs = 60;
    subject.progress();
    await waitFor(() => written.length === 4);
    expect((written[3] ?? 0) - (written[2] ?? 0)).toBeGreaterThanOrEqual(58);
    await subject.stop();
    expect(written).toHaveLength(5);
  });
});
