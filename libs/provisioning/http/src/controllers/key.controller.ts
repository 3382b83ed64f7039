import { Controller, Delete, Get, Inject, Post, Req, Res } from '@nestjs/common';
import type { Provisioning } from '@tandem/provisioning';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { fieldsOf } from '../body/body-parser.ts';
import { fieldsProblem, problem } from '../errors/problem.ts';
import type { Problem } from '../errors/problem.ts';
import {
  DescribeCreateKey,
  DescribeKey,
  DescribeKeys,
  DescribeRevokeKey,
} from '../openapi/key-operations.ts';
import { keyEntity, keysEntity } from '../rendering/key.ts';
import { sendAnswer, sendProblem } from '../server/answer.ts';
import { inCallerTrace } from '../server/caller-trace.ts';
import { handlerContextOf } from '../server/handler-context.ts';
import { PROVISIONING } from './tokens.ts';

/** Whoever makes keys could make one that may do more than they. */
const onlyAdministrators = (request: FastifyRequest): Problem | null =>
  handlerContextOf(request).caller.role === 'administrator' ? null : problem(21213);

const undecided = (): Problem => problem(21501, { headers: { 'retry-after': '1' } });

const keySidOf = (request: FastifyRequest): string => (request.params as { readonly KeySid: string }).KeySid;

/** Additional keys of an account: each is a password beside its AccountSid, with a role and an end of its own. */
@Controller('2012-04-24/Accounts/:AccountSid/Keys')
export class KeyController {
  readonly #provisioning: Provisioning;

  constructor(@Inject(PROVISIONING) provisioning: Provisioning) {
    this.#provisioning = provisioning;
  }

  @Get()
  @DescribeKeys()
  async list(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const keys = await this.#provisioning.accounts.keys(handlerContextOf(request).account);
    return sendAnswer(request, reply, { status: 200, entity: keysEntity(keys.map((key) => ({ key }))) });
  }

  @Post()
  @DescribeCreateKey()
  async create(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const refused = onlyAdministrators(request);
    if (refused !== null) return sendProblem(request, reply, refused);
    const fields = fieldsOf(request);
    if (!fields.ok) return sendProblem(request, reply, fields.error);
    const command = { account: handlerContextOf(request).account, fields: fields.value };
    const outcome = await inCallerTrace(request, () => this.#provisioning.accounts.createKey(command));
    switch (outcome.kind) {
      case 'created':
        return sendAnswer(request, reply, { status: 201, entity: keyEntity(outcome) });
      case 'invalid':
        return sendProblem(request, reply, fieldsProblem(outcome.problems));
      case 'too-many':
        return sendProblem(request, reply, problem(21217));
      case 'undecided':
        return sendProblem(request, reply, undecided());
      default:
        return sendProblem(request, reply, problem(21202));
    }
  }

  @Get(':KeySid')
  @DescribeKey()
  async read(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const keys = await this.#provisioning.accounts.keys(handlerContextOf(request).account);
    const key = keys.find(({ sid }) => sid === keySidOf(request));
    if (key === undefined) return sendProblem(request, reply, problem(21216));
    return sendAnswer(request, reply, { status: 200, entity: keyEntity({ key }) });
  }

  @Delete(':KeySid')
  @DescribeRevokeKey()
  async revoke(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const refused = onlyAdministrators(request);
    if (refused !== null) return sendProblem(request, reply, refused);
    const place = { account: handlerContextOf(request).account, sid: keySidOf(request) };
    const outcome = await inCallerTrace(request, () => this.#provisioning.accounts.revokeKey(place));
    if (outcome.kind === 'revoked') {
      return sendAnswer(request, reply, { status: 200, entity: keyEntity(outcome) });
    }
    return sendProblem(request, reply, outcome.kind === 'undecided' ? undecided() : problem(21216));
  }
}
