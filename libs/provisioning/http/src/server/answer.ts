import type { FastifyReply, FastifyRequest } from 'fastify';
import { XML_REPRESENTATION } from '../negotiation/accept.ts';
import { problemEntity } from '../rendering/problem.ts';
import type { Entity } from '../rendering/entity.ts';
import type { Problem } from '../errors/problem.ts';
import { contextOf } from './request-context.ts';

/** What to answer, before it is known in which format. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Instead of the negotiated one. */
  readonly contentType?: string;
  /** Absent = no body (304, OPTIONS). */
  readonly entity?: Entity;
}

/**
 * Sends an answer in the negotiated format. Resolves when it is sent, streamed to its end, or the caller has gone; throws
 * what made a stream break off after its beginning was sent.
 */
export const sendAnswer = async (
  request: FastifyRequest,
  reply: FastifyReply,
  { status, headers, contentType, entity }: Answer,
): Promise<void> => {
  reply.code(status);
  if (headers !== undefined) reply.headers(headers);
  if (entity === undefined) {
    reply.send();
    return;
  }
  const accepted = contextOf(request).accepted ?? XML_REPRESENTATION;
  const body = entity[accepted.format]();
  reply.header('content-type', contentType ?? accepted.contentType).send(body);
  if (typeof body === 'string') return;
  await reply;
  if (body.errored !== null && !reply.raw.writableEnded) throw body.errored;
};

/** A refusal as an answer. */
export const problemAnswer = (problem: Problem): Answer => ({
  status: problem.status,
  ...(problem.headers && { headers: problem.headers }),
  entity: problemEntity(problem),
});

export const sendProblem = (request: FastifyRequest, reply: FastifyReply, problem: Problem): Promise<void> =>
  sendAnswer(request, reply, problemAnswer(problem));
