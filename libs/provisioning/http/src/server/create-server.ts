import type { Accounts } from '@tandem/provisioning';
import { fastify } from 'fastify';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { registerBodyParsers } from '../body/body-parser.ts';
import { problemOfError } from '../errors/problem-of-error.ts';
import { sendProblem } from './answer.ts';
import { boundBodies } from './bound-bodies.ts';
import { checkProtocol } from './check-protocol.ts';
import { clientErrorHandler } from './client-error.ts';
import { guardRequests } from './guard-requests.ts';
import type { ServerLimits } from './limits.ts';
import { observeRequest, observeRequests } from './observe-requests.ts';
import type { RequestObserver } from './observe-requests.ts';
import { rewriteUrl } from './request-context.ts';
import { securityHeaders, setSecurityHeaders } from './security-headers.ts';

export interface ServerOptions {
  readonly accounts: Accounts;
  readonly observer: RequestObserver;
  readonly limits: ServerLimits;
}

// The list reads its query itself, strictly; nothing else has one.
const querystringParser = (): Record<string, never> => ({});

// A URL that cannot be routed: no hook runs for it.
const frameworkErrors =
  (observer: RequestObserver) =>
  (error: FastifyError, request: FastifyRequest, reply: FastifyReply): void => {
    observeRequest(observer, request, reply);
    reply.headers(securityHeaders(request.url));
    void sendProblem(request, reply, problemOfError(error));
  };

/** Ends what is still under way `drainMs` after the server was told to close. */
const boundDrain = (server: FastifyInstance, drainMs: number): void => {
  server.addHook('preClose', (done) => {
    const timer = setTimeout(() => server.server.closeAllConnections(), drainMs);
    server.server.once('close', () => clearTimeout(timer));
    done();
  });
};

/** The Fastify server below Nest: limits, URL forms, format, credentials, bodies. */
export const createServer = ({ accounts, observer, limits }: ServerOptions): FastifyInstance => {
  const server = fastify({
    bodyLimit: limits.bodyBytes,
    keepAliveTimeout: limits.keepAliveMs,
    return503OnClosing: false,
    rewriteUrl,
    frameworkErrors: frameworkErrors(observer),
    clientErrorHandler: clientErrorHandler(observer),
    routerOptions: { querystringParser, maxParamLength: limits.headerBytes },
    http: {
      headersTimeout: limits.headersMs,
      connectionsCheckingInterval: limits.checkMs,
      maxHeaderSize: limits.headerBytes,
      requireHostHeader: false,
    },
  });
  boundDrain(server, limits.drainMs);
  boundBodies(server, limits.requestMs);
  registerBodyParsers(server);
  observeRequests(server, observer);
  setSecurityHeaders(server);
  checkProtocol(server);
  guardRequests(server, accounts);
  return server;
};
