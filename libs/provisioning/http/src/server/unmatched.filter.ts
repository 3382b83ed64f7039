import { Catch, NotFoundException } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { problem } from '../errors/problem.ts';
import type { AllowedMethods } from '../routing/allowed-methods.ts';
import { problemAnswer, sendAnswer } from './answer.ts';
import type { Answer } from './answer.ts';

const pathOf = (url: string): string => url.split('?', 1)[0] ?? url;

/** Answers requests that no route took: 404, or 405 and OPTIONS where the path takes other methods. */
@Catch(NotFoundException)
export class UnmatchedFilter implements ExceptionFilter {
  readonly #methods: AllowedMethods;

  constructor(methods: AllowedMethods) {
    this.#methods = methods;
  }

  catch(_error: NotFoundException, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    void sendAnswer(request, reply, this.#answer(request));
  }

  #answer({ method, url }: FastifyRequest): Answer {
    const methods = this.#methods.of(pathOf(url));
    const allow = methods.join(', ');
    if (method === 'OPTIONS' && methods.length > 0) return { status: 204, headers: { allow } };
    if (methods.length === 0 || methods.includes(method)) return problemAnswer(problem(21110));
    return problemAnswer(problem(21111, { headers: { allow } }));
  }
}
