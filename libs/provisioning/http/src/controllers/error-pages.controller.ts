import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { problem } from '../errors/problem.ts';
import { errorIndexPage, errorPage } from '../rendering/error-page.ts';
import { sendProblem } from '../server/answer.ts';

const HTML = 'text/html; charset=utf-8';

/** The pages that `more_info` points at, made of the same catalogue as the errors. */
@ApiExcludeController()
@Controller('docs/errors')
export class ErrorPagesController {
  @Get()
  index(@Res() reply: FastifyReply): void {
    reply.header('content-type', HTML).send(errorIndexPage());
  }

  @Get(':code')
  async one(
    @Param('code') code: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const html = errorPage(code);
    if (html === null) return sendProblem(request, reply, problem(21110));
    reply.header('content-type', HTML).send(html);
  }
}
