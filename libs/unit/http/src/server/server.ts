import { messageOf } from '@tandem/kernel';
import { count, record } from '@tandem/telemetry';
import { fastify } from 'fastify';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const LISTENER = 'unit';
const BODY_BYTES = 1024;
const REQUEST_MS = 10_000;
/** A percent-encoded domain name. */
const MAX_PARAM = 1024;

/** No page of a unit is to be kept by caches or taken for another type. */
const HEADERS = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

/** The Fastify server below Nest: limits, metrics, and JSON for requests that cannot be routed. */
export const createServer = (): FastifyInstance => {
  const server = fastify({
    bodyLimit: BODY_BYTES,
    requestTimeout: REQUEST_MS,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: MAX_PARAM },
    frameworkErrors: (error: FastifyError, _request: FastifyRequest, reply: FastifyReply) => {
      void reply
        .headers(HEADERS)
        .code(error.statusCode ?? 400)
        .send({ message: messageOf(error) });
    },
  });
  server.addHook('onRequest', (_request, reply, done) => {
    reply.headers(HEADERS);
    done();
  });
  server.addHook('onResponse', (request, reply, done) => {
    const { method } = request;
    const route = request.routeOptions.url ?? 'unmatched';
    count('httpRequests', { listener: LISTENER, route, method, status: reply.statusCode });
    record('httpDuration', { listener: LISTENER, route, method }, reply.elapsedTime / 1000);
    done();
  });
  return server;
};
