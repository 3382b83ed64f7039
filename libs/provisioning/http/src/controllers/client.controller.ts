import { Controller, Delete, Get, Inject, Post, Put, Req, Res } from '@nestjs/common';
import { isSid } from '@tandem/kernel';
import type { Sid } from '@tandem/kernel';
import type { Clients } from '@tandem/provisioning';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { fieldsOf } from '../body/body-parser.ts';
import { ifMatchVersions, isNotModified } from '../conditions/etag.ts';
import { problem } from '../errors/problem.ts';
import { DescribeDelete, DescribeHistory, DescribeRead, DescribeUpdate } from '../openapi/operations.ts';
import { historyEntity } from '../rendering/history.ts';
import { sendAnswer, sendProblem } from '../server/answer.ts';
import { inCallerTrace } from '../server/caller-trace.ts';
import { handlerContextOf } from '../server/handler-context.ts';
import { deleteAnswer, readAnswer, updateAnswer } from './client-answers.ts';
import { CLIENTS } from './tokens.ts';

/** The Client that a path names; sid null when that cannot be the sid of any. */
const targetOf = (request: FastifyRequest): { readonly accountSid: Sid; readonly sid: Sid | null } => {
  const { ClientSid } = request.params as { readonly ClientSid: string };
  return {
    accountSid: handlerContextOf(request).account.sid,
    sid: isSid(ClientSid, 'CL') ? ClientSid : null,
  };
};

/** One Client. POST and PUT are the same partial update. */
@Controller('2012-04-24/Accounts/:AccountSid/Clients/:ClientSid')
export class ClientController {
  readonly #clients: Clients;

  constructor(@Inject(CLIENTS) clients: Clients) {
    this.#clients = clients;
  }

  @Get()
  @DescribeRead()
  async read(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { accountSid, sid } = targetOf(request);
    const client = sid === null ? null : await this.#clients.get(accountSid, sid);
    const known = client !== null && isNotModified(request.headers['if-none-match'], client.version);
    return sendAnswer(request, reply, readAnswer(client, known));
  }

  @Post()
  @DescribeUpdate('Post')
  post(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.#update(request, reply);
  }

  @Put()
  @DescribeUpdate('Put')
  put(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.#update(request, reply);
  }

  @Delete()
  @DescribeDelete()
  async delete(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { accountSid, sid } = targetOf(request);
    if (sid === null) return sendProblem(request, reply, problem(21204));
    const versions = ifMatchVersions(request.headers['if-match']);
    if (!versions.ok) return sendProblem(request, reply, versions.error);
    const command = { accountSid, sid, ...(versions.value && { ifVersions: versions.value }) };
    const outcome = await inCallerTrace(request, () => this.#clients.delete(command));
    return sendAnswer(request, reply, deleteAnswer(outcome));
  }

  @Get('Events')
  @DescribeHistory()
  async history(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { accountSid, sid } = targetOf(request);
    const entries = sid === null ? null : await this.#clients.history(accountSid, sid);
    if (sid === null || entries === null) return sendProblem(request, reply, problem(21204));
    return sendAnswer(request, reply, {
      status: 200,
      entity: historyEntity({ accountSid, sid }, entries),
    });
  }

  async #update(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { accountSid, sid } = targetOf(request);
    if (sid === null) return sendProblem(request, reply, problem(21204));
    const versions = ifMatchVersions(request.headers['if-match']);
    if (!versions.ok) return sendProblem(request, reply, versions.error);
    const fields = fieldsOf(request);
    if (!fields.ok) return sendProblem(request, reply, fields.error);
    const command = {
      accountSid,
      sid,
      fields: fields.value,
      ...(versions.value && { ifVersions: versions.value }),
    };
    const outcome = await inCallerTrace(request, () => this.#clients.update(command));
    return sendAnswer(request, reply, updateAnswer(outcome));
  }
}
