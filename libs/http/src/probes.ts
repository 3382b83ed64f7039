import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { isOperator } from './operator-access.ts';

/** What a readiness probe says: why not, when it is not. */
export interface Readiness {
  readonly ready: boolean;
  readonly detail: Readonly<Record<string, unknown>>;
}

export interface ProbeOptions {
  readonly ready: () => Readiness | Promise<Readiness>;
  readonly metrics: (request: IncomingMessage, response: ServerResponse) => void;
  readonly operatorToken: string | undefined;
}

const OK = 200;
const UNAVAILABLE = 503;
const FORBIDDEN = 403;

/**
 * Adds `/health/live` (200 while the process answers), `/health/ready` (200 or 503 with the reason) and `/metrics`
 * (Prometheus text; loopback or operator token only).
 */
export const addProbes = (server: FastifyInstance, { ready, metrics, operatorToken }: ProbeOptions): void => {
  server.get('/health/live', (_request, reply) => reply.send({ status: 'live' }));
  server.get('/health/ready', async (_request, reply) => {
    const { ready: isReady, detail } = await ready();
    return reply
      .code(isReady ? OK : UNAVAILABLE)
      .send({ status: isReady ? 'ready' : 'not ready', ...detail });
  });
  server.get('/metrics', (request, reply) => {
    if (!isOperator(request.raw, operatorToken)) {
      return reply
        .code(FORBIDDEN)
        .send({ message: 'metrics are for loopback callers or the operator token' });
    }
    reply.hijack();
    metrics(request.raw, reply.raw);
    return reply;
  });
};
