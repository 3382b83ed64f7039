import type { FastifyInstance } from 'fastify';

const ALWAYS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
};

/** Answers carry SIP passwords: no cache may keep them, and no page may run them as anything. */
const API = {
  ...ALWAYS,
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  vary: 'Accept',
};

/** The pages below /docs load their own scripts and styles, and inline ones of Swagger UI, from here alone. */
const DOCS = {
  ...ALWAYS,
  'content-security-policy':
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'",
};

/** The headers that every answer below this URL has. */
export const securityHeaders = (url: string): Readonly<Record<string, string>> =>
  url.startsWith('/docs') ? DOCS : API;

export const setSecurityHeaders = (server: FastifyInstance): void => {
  server.addHook('onRequest', (request, reply, done) => {
    reply.headers(securityHeaders(request.url));
    done();
  });
};
