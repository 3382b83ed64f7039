import { Controller, Get, Inject, Param, Res, UseGuards } from '@nestjs/common';
import type { ApplicationEvent, NumberEvent } from '@tandem/contracts';
import type { FastifyReply } from 'fastify';
import { OperatorGuard } from '../access/operator.guard.ts';
import { UNIT_HTTP } from '../options.ts';
import type { UnitHttpOptions } from '../options.ts';
import { applicationBody, numberBody } from '../rendering/routing-body.ts';

const NOT_FOUND = 404;
const UNAVAILABLE = 503;

type Served = { readonly event: ApplicationEvent | NumberEvent; readonly appliedAt: number } | null;

/** What this unit routes calls and texts by. */
@Controller()
@UseGuards(OperatorGuard)
export class RoutingController {
  readonly #options: UnitHttpOptions;

  constructor(@Inject(UNIT_HTTP) options: UnitHttpOptions) {
    this.#options = options;
  }

  @Get('applications/:sid')
  application(@Param('sid') sid: string, @Res() reply: FastifyReply): void {
    const found = this.#options.unit.routing.application(sid);
    this.#send(reply, found, found && applicationBody(found));
  }

  /** `{domain}` and `{number}` are percent-decoded, then taken exactly: E.164 with its `+`, a short code or a SIP name. */
  @Get('numbers/:domain/:number')
  number(@Param('domain') domain: string, @Param('number') number: string, @Res() reply: FastifyReply): void {
    const found = this.#options.unit.routing.number(domain, number);
    this.#send(reply, found, found && numberBody(found));
  }

  #send(reply: FastifyReply, found: Served, body: object | null): void {
    if (found !== null) void reply.send(body);
    else if (this.#options.unit.health().serving) void reply.code(NOT_FOUND).send({ status: 'unknown' });
    // What has not arrived yet is no absence.
    else void reply.code(UNAVAILABLE).header('retry-after', '5').send({ status: 'catching-up' });
  }
}
