import { Controller, Get, Inject, Post, Put, Req, Res } from '@nestjs/common';
import type { Provisioning } from '@tandem/provisioning';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { fieldsOf } from '../body/body-parser.ts';
import { etagOf, ifMatchVersions, isNotModified } from '../conditions/etag.ts';
import { preferredWait } from '../conditions/prefer.ts';
import { problem } from '../errors/problem.ts';
import { DescribeAccount, DescribeRotation, DescribeUpdateAccount } from '../openapi/account-operations.ts';
import { flagOf } from '../query/flag.ts';
import { graceOf } from '../query/grace.ts';
import { queryOf } from '../query/query-string.ts';
import { accountEntity } from '../rendering/account.ts';
import { sendAnswer, sendProblem } from '../server/answer.ts';
import { inCallerTrace } from '../server/caller-trace.ts';
import { handlerContextOf } from '../server/handler-context.ts';
import { accountChangedAnswer } from './account-answers.ts';
import { sendWritten } from './await-units.ts';
import type { ReceiptSource } from './await-units.ts';
import { PROVISIONING, RECEIPTS } from './tokens.ts';

/** What only those above may set. */
const FROM_ABOVE = ['Status', 'Role', 'SipDomain'];

/** One account; those above it also see and change it while it is suspended. POST and PUT are the same partial update. */
@Controller('2012-04-24/Accounts/:AccountSid')
export class AccountController {
  readonly #provisioning: Provisioning;
  readonly #receipts: ReceiptSource;

  constructor(@Inject(PROVISIONING) provisioning: Provisioning, @Inject(RECEIPTS) receipts: ReceiptSource) {
    this.#provisioning = provisioning;
    this.#receipts = receipts;
  }

  @Get()
  @DescribeAccount()
  read(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { account } = handlerContextOf(request);
    const headers = { etag: etagOf(account.version) };
    if (isNotModified(request.headers['if-none-match'], account.version)) {
      return sendAnswer(request, reply, { status: 304, headers });
    }
    return sendAnswer(request, reply, { status: 200, headers, entity: accountEntity({ account }) });
  }

  @Post()
  @DescribeUpdateAccount('Post')
  post(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.#update(request, reply);
  }

  @Put()
  @DescribeUpdateAccount('Put')
  put(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.#update(request, reply);
  }

  /** A new AuthToken, shown in this answer alone; the one before it goes on for a while. */
  @Post('AuthToken')
  @DescribeRotation()
  async rotate(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { account, caller } = handlerContextOf(request);
    if (caller.role !== 'administrator') return sendProblem(request, reply, problem(21213));
    const grace = graceOf(queryOf(request));
    if (!grace.ok) return sendProblem(request, reply, grace.error);
    const command = { account, graceMs: grace.value * 1000 };
    const outcome = await inCallerTrace(request, () => this.#provisioning.accounts.rotateToken(command));
    return sendAnswer(request, reply, accountChangedAnswer(outcome, account));
  }

  async #update(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { account, caller } = handlerContextOf(request);
    const versions = ifMatchVersions(request.headers['if-match']);
    if (!versions.ok) return sendProblem(request, reply, versions.error);
    const fields = fieldsOf(request);
    if (!fields.ok) return sendProblem(request, reply, fields.error);
    const wait = preferredWait(request.headers['prefer']);
    if (!wait.ok) return sendProblem(request, reply, wait.error);
    const force = flagOf(queryOf(request), 'Force');
    if (!force.ok) return sendProblem(request, reply, force.error);
    const own = caller.sid === account.sid;
    if (own && FROM_ABOVE.some((name) => name in fields.value)) {
      return sendProblem(request, reply, problem(21214));
    }
    const ifVersions = versions.value && { ifVersions: versions.value };
    const command = { account, fields: fields.value, force: force.value, ...ifVersions };
    const outcome = await inCallerTrace(request, () => this.#provisioning.accounts.update(command));
    const answer = accountChangedAnswer(outcome, account);
    if (outcome.kind !== 'updated') return sendAnswer(request, reply, answer);
    const receipts = this.#receipts;
    return sendWritten(request, reply, { answer, written: outcome, receipts, seconds: wait.value });
  }
}
