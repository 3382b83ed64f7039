import { Catch } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import { isTandemError, messageOf } from '@tandem/kernel';
import type { Logger } from '@tandem/telemetry';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { problemOfError } from '../errors/problem-of-error.ts';
import { sendProblem } from './answer.ts';
import { routeOf } from './observe-requests.ts';

/** Answers whatever was thrown, by handlers or by Fastify itself; the caller learns the published problem only. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #logger: Logger;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const problem = problemOfError(error);
    if (problem.status >= 500) this.#log(error, request, problem.status);
    // An answer that has begun cannot be taken back: the caller must see that it is cut short.
    if (reply.raw.headersSent) reply.raw.destroy();
    else void sendProblem(request, reply, problem);
  }

  #log(error: unknown, request: FastifyRequest, status: number): void {
    const fields = {
      method: request.method,
      route: routeOf(request),
      status,
      error: messageOf(error),
      ...(isTandemError(error) && { code: error.code }),
      ...(status === 500 && error instanceof Error && { stack: error.stack }),
    };
    if (status === 500) this.#logger.error('a request failed', fields);
    else this.#logger.warn('a request could not be served now', fields);
  }
}
