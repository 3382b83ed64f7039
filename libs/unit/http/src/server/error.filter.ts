import { Catch, HttpException } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import { isTandemError, messageOf } from '@tandem/kernel';
import type { Logger } from '@tandem/telemetry';
import type { FastifyReply, FastifyRequest } from 'fastify';

const INTERNAL = 500;
const UNAVAILABLE = 503;

interface Answer {
  readonly status: number;
  readonly message: string;
}

/** Fastify's own refusals (a body too large, a malformed URL) carry their status. */
const statusOf = (error: unknown): number | undefined => {
  const { statusCode } = (error ?? {}) as { readonly statusCode?: unknown };
  return typeof statusCode === 'number' && statusCode < INTERNAL ? statusCode : undefined;
};

const answerOf = (error: unknown): Answer => {
  if (error instanceof HttpException) return { status: error.getStatus(), message: error.message };
  if (isTandemError(error) && error.retryable) {
    return { status: UNAVAILABLE, message: 'the unit cannot answer now; try again' };
  }
  const status = statusOf(error);
  if (status !== undefined) return { status, message: messageOf(error) };
  return { status: INTERNAL, message: 'the unit failed to answer; its log says why' };
};

/** Answers whatever was thrown as `{message}`; the log gets the cause. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  readonly #logger: Logger;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const { status, message } = answerOf(error);
    if (status >= INTERNAL) {
      const route = request.routeOptions.url ?? 'unmatched';
      this.#logger.error('A request to the unit failed', { route, status, error: messageOf(error) });
    }
    void reply.code(status).send({ message });
  }
}
