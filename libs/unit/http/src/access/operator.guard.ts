import type { IncomingMessage } from 'node:http';
import { ForbiddenException, Inject, Injectable, UnauthorizedException } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { isOperator } from '@tandem/http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { UNIT_HTTP } from '../options.ts';
import type { UnitHttpOptions } from '../options.ts';
import { carriesToken } from './bearer-token.ts';
import { isBrowserSafe } from './browser-safe.ts';

/**
 * Lets pass who is on loopback, by the socket's address, or carries the operator token. These pages tell who exists:
 * they are an oracle for whoever guesses logins. Behind a proxy everybody comes from the proxy's address: if that is
 * loopback, let the proxy refuse these pages.
 */
@Injectable()
export class OperatorGuard implements CanActivate {
  readonly #token: string | undefined;

  constructor(@Inject(UNIT_HTTP) { operatorToken }: UnitHttpOptions) {
    this.#token = operatorToken;
  }

  canActivate(context: ExecutionContext): boolean {
    const { raw } = context.switchToHttp().getRequest<FastifyRequest>();
    if (carriesToken(raw, this.#token)) return true;
    if (isOperator(raw, undefined)) return this.#fromLoopback(raw);
    if (this.#token === undefined) {
      throw new ForbiddenException('this page is for callers on loopback; no operator token is configured');
    }
    context.switchToHttp().getResponse<FastifyReply>().header('www-authenticate', 'Bearer realm="operator"');
    throw new UnauthorizedException('this page is for callers on loopback or with the operator token');
  }

  #fromLoopback(request: IncomingMessage): boolean {
    if (isBrowserSafe(request)) return true;
    throw new ForbiddenException(
      'without the operator token, call this page by a loopback address or localhost and from no web page',
    );
  }
}
