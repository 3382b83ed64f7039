import type { FastifyInstance, FastifyRequest } from 'fastify';
import { problem } from '../errors/problem.ts';
import type { Problem } from '../errors/problem.ts';
import { sendProblem } from './answer.ts';

const protocolProblem = ({ raw, headers }: FastifyRequest): Problem | null => {
  // RFC 9112 §3.2: a server MUST respond with 400 to an HTTP/1.1 request that lacks a Host header field.
  if (headers.host === undefined && raw.httpVersion === '1.1') return problem(21100);
  // RFC 9110 §10.1.1: 100-continue is the only expectation; Node answers it before we see the request.
  const expectation = headers.expect?.trim().toLowerCase();
  return expectation === undefined || expectation === '100-continue' ? null : problem(21117);
};

/** Refuses, in our words, what Node would refuse without any: no Host, an unknown expectation. */
export const checkProtocol = (server: FastifyInstance): void => {
  server.server.on('checkExpectation', (request, response) =>
    server.server.emit('request', request, response),
  );
  server.addHook('onRequest', async (request, reply) => {
    const found = protocolProblem(request);
    if (found !== null) await sendProblem(request, reply.header('connection', 'close'), found);
  });
};
