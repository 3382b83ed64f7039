import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DescribeAccount } from '../openapi/operations.ts';
import { accountEntity } from '../rendering/account.ts';
import { sendAnswer } from '../server/answer.ts';
import { handlerContextOf } from '../server/handler-context.ts';

/** One account, also a suspended or closed one of yours. */
@Controller('2012-04-24/Accounts/:AccountSid')
export class AccountController {
  @Get()
  @DescribeAccount()
  read(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { account } = handlerContextOf(request);
    return sendAnswer(request, reply, { status: 200, entity: accountEntity(account) });
  }
}
