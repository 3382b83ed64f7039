import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** One answered request, for metrics. */
export interface ObservedRequest {
  /** The route's template, never the URL; `unmatched` when no route took it, `malformed` when it was no request. */
  readonly route: string;
  readonly method: string;
  /** 499 when the caller went away before the answer was complete. */
  readonly status: number;
  readonly durationMs: number;
}

export interface RequestObserver {
  onRequest(request: ObservedRequest): void;
}

const CALLER_GONE = 499;

export const routeOf = (request: FastifyRequest): string => request.routeOptions.url ?? 'unmatched';

/** Tells the observer of a request when its answer is complete or its caller has gone. */
export const observeRequest = (
  observer: RequestObserver,
  request: FastifyRequest,
  reply: FastifyReply,
): void => {
  const start = performance.now();
  reply.raw.once('close', () => {
    observer.onRequest({
      route: routeOf(request),
      method: request.method,
      status: reply.raw.writableFinished ? reply.statusCode : CALLER_GONE,
      durationMs: performance.now() - start,
    });
  });
};

export const observeRequests = (server: FastifyInstance, observer: RequestObserver): void => {
  server.addHook('onRequest', (request, reply, done) => {
    observeRequest(observer, request, reply);
    done();
  });
};
