import { Controller, Get, Inject, Post, Req, Res } from '@nestjs/common';
import type { Clients } from '@tandem/provisioning';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { fieldsOf } from '../body/body-parser.ts';
import { preferredWait } from '../conditions/prefer.ts';
import { DescribeCreate, DescribeList } from '../openapi/operations.ts';
import { parseListQuery } from '../query/list-query.ts';
import { queryOf } from '../query/query-string.ts';
import { sendAnswer, sendProblem } from '../server/answer.ts';
import { inCallerTrace } from '../server/caller-trace.ts';
import { handlerContextOf } from '../server/handler-context.ts';
import { sendWritten } from './await-units.ts';
import type { ReceiptSource } from './await-units.ts';
import { createAnswer } from './client-answers.ts';
import { listAnswer, pageAnswer } from './list-answers.ts';
import { CLIENTS, RECEIPTS } from './tokens.ts';

/** The Clients of an account. */
@Controller('2012-04-24/Accounts/:AccountSid/Clients')
export class ClientListController {
  readonly #clients: Clients;
  readonly #receipts: ReceiptSource;

  constructor(@Inject(CLIENTS) clients: Clients, @Inject(RECEIPTS) receipts: ReceiptSource) {
    this.#clients = clients;
    this.#receipts = receipts;
  }

  @Get()
  @DescribeList()
  async list(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const query = parseListQuery(queryOf(request));
    if (!query.ok) return sendProblem(request, reply, query.error);
    const { PageSize, PageToken } = query.value;
    const paged = PageSize !== undefined || PageToken !== undefined;
    const answer = paged
      ? await pageAnswer(this.#clients, handlerContextOf(request), query.value)
      : listAnswer(this.#clients, handlerContextOf(request), {
          query: query.value,
          headersOnly: request.method === 'HEAD',
        });
    return sendAnswer(request, reply, answer);
  }

  @Post()
  @DescribeCreate()
  async create(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { account, format } = handlerContextOf(request);
    const fields = fieldsOf(request);
    if (!fields.ok) return sendProblem(request, reply, fields.error);
    const wait = preferredWait(request.headers['prefer']);
    if (!wait.ok) return sendProblem(request, reply, wait.error);
    const idempotencyKey = request.headers['idempotency-key'];
    const command = {
      accountSid: account.sid,
      fields: fields.value,
      ...(typeof idempotencyKey === 'string' && { idempotencyKey }),
    };
    const outcome = await inCallerTrace(request, () => this.#clients.create(command));
    const answer = createAnswer(outcome, format);
    if (outcome.kind !== 'created') return sendAnswer(request, reply, answer);
    const receipts = this.#receipts;
    return sendWritten(request, reply, { answer, written: outcome, receipts, seconds: wait.value });
  }
}
