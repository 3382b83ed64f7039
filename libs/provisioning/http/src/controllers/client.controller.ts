import { Controller, Delete, Get, Inject, Post, Put, Req, Res } from '@nestjs/common';
import { isSid } from '@tandem/kernel';
import type { Sid } from '@tandem/kernel';
import { isRevocation } from '@tandem/provisioning';
import type { Clients } from '@tandem/provisioning';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { fieldsOf } from '../body/body-parser.ts';
import { ifMatchVersions, isNotModified } from '../conditions/etag.ts';
import { preferredWait } from '../conditions/prefer.ts';
import { problem } from '../errors/problem.ts';
import {
  DescribeDelete,
  DescribeHistory,
  DescribePropagation,
  DescribeRead,
  DescribeUpdate,
} from '../openapi/operations.ts';
import { historyEntity } from '../rendering/history.ts';
import { propagationEntity } from '../rendering/propagation.ts';
import { sendAnswer, sendProblem } from '../server/answer.ts';
import { inCallerTrace } from '../server/caller-trace.ts';
import { handlerContextOf } from '../server/handler-context.ts';
import { sendWritten } from './await-units.ts';
import type { ReceiptSource } from './await-units.ts';
import { deleteAnswer, readAnswer, updateAnswer } from './client-answers.ts';
import { CLIENTS, RECEIPTS } from './tokens.ts';

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
  readonly #receipts: ReceiptSource;

  constructor(@Inject(CLIENTS) clients: Clients, @Inject(RECEIPTS) receipts: ReceiptSource) {
    this.#clients = clients;
    this.#receipts = receipts;
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
    const wait = preferredWait(request.headers['prefer']);
    if (!wait.ok) return sendProblem(request, reply, wait.error);
    const command = { accountSid, sid, ...(versions.value && { ifVersions: versions.value }) };
    const outcome = await inCallerTrace(request, () => this.#clients.delete(command));
    const answer = deleteAnswer(outcome);
    if (outcome.kind !== 'deleted') return sendAnswer(request, reply, answer);
    const receipts = this.#receipts;
    return sendWritten(request, reply, { answer, written: outcome, receipts, seconds: wait.value });
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

  @Get('Propagation')
  @DescribePropagation()
  async propagation(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { accountSid, sid } = targetOf(request);
    const last = sid === null ? undefined : (await this.#clients.history(accountSid, sid))?.at(-1);
    if (sid === null || last === undefined) return sendProblem(request, reply, problem(21204));
    const { revision, recordedAt } = last;
    const change = { sid, revision, recordedAt, revokes: isRevocation(last) };
    const entity = propagationEntity(this.#receipts.receipt(change));
    return sendAnswer(request, reply, { status: 200, entity });
  }

  async #update(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { accountSid, sid } = targetOf(request);
    if (sid === null) return sendProblem(request, reply, problem(21204));
    const versions = ifMatchVersions(request.headers['if-match']);
    if (!versions.ok) return sendProblem(request, reply, versions.error);
    const fields = fieldsOf(request);
    if (!fields.ok) return sendProblem(request, reply, fields.error);
    const wait = preferredWait(request.headers['prefer']);
    if (!wait.ok) return sendProblem(request, reply, wait.error);
    const command = {
      accountSid,
      sid,
      fields: fields.value,
      ...(versions.value && { ifVersions: versions.value }),
    };
    const outcome = await inCallerTrace(request, () => this.#clients.update(command));
    const answer = updateAnswer(outcome);
    if (outcome.kind !== 'updated') return sendAnswer(request, reply, answer);
    const receipts = this.#receipts;
    return sendWritten(request, reply, { answer, written: outcome, receipts, seconds: wait.value });
  }
}
