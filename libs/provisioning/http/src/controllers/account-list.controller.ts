import { Controller, Get, Inject, Post, Req, Res } from '@nestjs/common';
import type { Provisioning } from '@tandem/provisioning';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { fieldsOf } from '../body/body-parser.ts';
import { preferredWait } from '../conditions/prefer.ts';
import { problem } from '../errors/problem.ts';
import { DescribeAccounts, DescribeCreateAccount } from '../openapi/account-operations.ts';
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE, parseListQuery } from '../query/list-query.ts';
import { queryOf } from '../query/query-string.ts';
import { accountsEntity, shownAccount } from '../rendering/account.ts';
import { sendAnswer, sendProblem } from '../server/answer.ts';
import { inCallerTrace } from '../server/caller-trace.ts';
import { handlerContextOf } from '../server/handler-context.ts';
import { accountCreatedAnswer } from './account-answers.ts';
import { sendWritten } from './await-units.ts';
import type { ReceiptSource } from './await-units.ts';
import { PROVISIONING, RECEIPTS } from './tokens.ts';

/** The accounts right below the caller's. */
@Controller('2012-04-24/Accounts')
export class AccountListController {
  readonly #provisioning: Provisioning;
  readonly #receipts: ReceiptSource;

  constructor(@Inject(PROVISIONING) provisioning: Provisioning, @Inject(RECEIPTS) receipts: ReceiptSource) {
    this.#provisioning = provisioning;
    this.#receipts = receipts;
  }

  @Get()
  @DescribeAccounts()
  async list(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { account, prefix, suffix } = handlerContextOf(request);
    const query = parseListQuery(queryOf(request), ['FriendlyName']);
    if (!query.ok) return sendProblem(request, reply, query.error);
    const { PageSize, PageToken, FriendlyName } = query.value;
    const size = Number(PageSize ?? (PageToken === undefined ? MAX_PAGE_SIZE : DEFAULT_PAGE_SIZE));
    const page = await this.#provisioning.resources.Account.page({
      accountSid: account.sid,
      pageSize: size,
      ...(FriendlyName !== undefined && { friendlyName: FriendlyName }),
      ...(PageToken !== undefined && { pageToken: PageToken }),
    });
    if (page === null) return sendProblem(request, reply, problem(21108));
    const { resources, total, nextPageToken } = page;
    const next = new URLSearchParams({ PageSize: String(size), PageToken: nextPageToken ?? '' });
    if (FriendlyName !== undefined) next.set('FriendlyName', FriendlyName);
    const link = `<${prefix}/2012-04-24/Accounts${suffix}?${next.toString()}>; rel="next"`;
    return sendAnswer(request, reply, {
      status: 200,
      headers: { 'x-total-count': String(total), ...(nextPageToken !== undefined && { link }) },
      entity: accountsEntity(resources.map((resource) => shownAccount(resource, account))),
    });
  }

  @Post()
  @DescribeCreateAccount()
  async create(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { account, format } = handlerContextOf(request);
    const fields = fieldsOf(request);
    if (!fields.ok) return sendProblem(request, reply, fields.error);
    const wait = preferredWait(request.headers['prefer']);
    if (!wait.ok) return sendProblem(request, reply, wait.error);
    const idempotencyKey = request.headers['idempotency-key'];
    const command = {
      parent: account,
      fields: fields.value,
      ...(typeof idempotencyKey === 'string' && { idempotencyKey }),
    };
    const outcome = await inCallerTrace(request, () => this.#provisioning.accounts.create(command));
    const answer = accountCreatedAnswer(outcome, account, format);
    if (outcome.kind !== 'created') return sendAnswer(request, reply, answer);
    const receipts = this.#receipts;
    return sendWritten(request, reply, { answer, written: outcome, receipts, seconds: wait.value });
  }
}
