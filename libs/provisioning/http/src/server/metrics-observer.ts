import { count, record } from '@tandem/telemetry';
import type { RequestObserver } from './observe-requests.ts';

const MS_PER_SECOND = 1000;

/** Counts and times requests as metrics. @param listener names this listener among those of the process. */
export const metricsObserver = (listener: string): RequestObserver => ({
  onRequest: ({ route, method, status, durationMs }) => {
    count('httpRequests', { listener, route, method, status });
    record('httpDuration', { listener, route, method }, durationMs / MS_PER_SECOND);
  },
});
