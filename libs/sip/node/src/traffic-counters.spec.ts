import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { metrics } from '@opentelemetry/api';
import { TrafficCounters } from './traffic-counters.ts';

type Point = readonly [string, Record<string, unknown>, number];

/** A meter that keeps what is added. */
const recording = (points: Point[]) => ({
  getMeter: () => ({
    createCounter: (name: string) => ({
      add: (by: number, labels: Record<string, unknown>) => points.push([name, labels, by]),
    }),
  }),
});

describe('TrafficCounters', () => {
  const points: Point[] = [];
  beforeEach(() => {
    metrics.setGlobalMeterProvider(recording(points) as never);
  });
  afterEach(() => {
    metrics.disable();
    points.length = 0;
  });

  it('hands sums on once, by method and status, and what got no answer by reason', () => {
    const counters = new TrafficCounters('cp-1');
    for (const status of [401, 200, 401]) {
      counters.note({ outcome: 'answered', transport: 'udp', method: 'REGISTER', status });
    }
    counters.note({ outcome: 'resent', transport: 'udp', method: 'REGISTER' });
    counters.note({ outcome: 'keep-alive', transport: 'udp' });
    counters.note({ outcome: 'throttled', transport: 'udp', method: 'REGISTER' });
    counters.drop('connection-slow');
    counters.flush();
    counters.flush();
    const unit = 'cp-1';
    const method = 'REGISTER';
    expect(points).toEqual([
      ['tandem_sip_requests', { unit, method, status: '401' }, 2],
      ['tandem_sip_requests', { unit, method, status: '200' }, 1],
      ['tandem_sip_requests', { unit, method, status: 'resent' }, 1],
      ['tandem_sip_rejected', { unit, reason: 'keep-alive' }, 1],
      ['tandem_sip_rejected', { unit, reason: 'throttled' }, 1],
      ['tandem_sip_rejected', { unit, reason: 'connection-slow' }, 1],
    ]);
  });
});
