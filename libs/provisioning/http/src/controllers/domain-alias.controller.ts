import { Controller, Delete, Get, Inject, Post, Req, Res } from '@nestjs/common';
import type { Provisioning } from '@tandem/provisioning';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { fieldsOf } from '../body/body-parser.ts';
import { problem } from '../errors/problem.ts';
import type { Problem } from '../errors/problem.ts';
import {
  DescribeAddAlias,
  DescribeAliases,
  DescribeRemoveAlias,
} from '../openapi/domain-alias-operations.ts';
import { aliasesEntity } from '../rendering/domain-alias.ts';
import { sendAnswer, sendProblem } from '../server/answer.ts';
import { inCallerTrace } from '../server/caller-trace.ts';
import { handlerContextOf } from '../server/handler-context.ts';
import { aliasAddedAnswer, aliasRemovedAnswer } from './domain-alias-answers.ts';
import { PROVISIONING } from './tokens.ts';

/** Whoever names domains could take the names of others. */
const onlyFromAbove = (request: FastifyRequest): Problem | null => {
  const { caller, account } = handlerContextOf(request);
  if (caller.role !== 'administrator') return problem(21213);
  return caller.sid === account.sid ? problem(21214) : null;
};

/** Further names of the SIP domain that an account has of its own: they select it, and nothing else. */
@Controller('2012-04-24/Accounts/:AccountSid/SipDomainAliases')
export class DomainAliasController {
  readonly #provisioning: Provisioning;

  constructor(@Inject(PROVISIONING) provisioning: Provisioning) {
    this.#provisioning = provisioning;
  }

  @Get()
  @DescribeAliases()
  async list(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { account } = handlerContextOf(request);
    const { sid: accountSid, sipDomain, sipDomainAliases } = account;
    const shown = sipDomainAliases.map((name) => ({ accountSid, name, sipDomain }));
    return sendAnswer(request, reply, { status: 200, entity: aliasesEntity(shown) });
  }

  @Post()
  @DescribeAddAlias()
  async add(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const refused = onlyFromAbove(request);
    if (refused !== null) return sendProblem(request, reply, refused);
    const { account, format } = handlerContextOf(request);
    const fields = fieldsOf(request);
    if (!fields.ok) return sendProblem(request, reply, fields.error);
    const command = { account, name: fields.value['Name'] ?? '' };
    const outcome = await inCallerTrace(request, () => this.#provisioning.accounts.addAlias(command));
    return sendAnswer(request, reply, aliasAddedAnswer(outcome, account, format));
  }

  @Delete(':Name')
  @DescribeRemoveAlias()
  async remove(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const refused = onlyFromAbove(request);
    if (refused !== null) return sendProblem(request, reply, refused);
    const { account } = handlerContextOf(request);
    const { Name: name } = request.params as { readonly Name: string };
    const command = { account, name };
    const outcome = await inCallerTrace(request, () => this.#provisioning.accounts.removeAlias(command));
    return sendAnswer(request, reply, aliasRemovedAnswer(outcome, account, name));
  }
}
