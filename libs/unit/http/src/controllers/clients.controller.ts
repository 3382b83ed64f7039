import { BadRequestException, Controller, Get, Inject, Param, Query, Res, UseGuards } from '@nestjs/common';
import type { RegistrationRecord } from '@tandem/contracts';
import type { Belief } from '@tandem/unit';
import type { FastifyReply } from 'fastify';
import { OperatorGuard } from '../access/operator.guard.ts';
import { UNIT_HTTP } from '../options.ts';
import type { UnitHttpOptions } from '../options.ts';
import { revisionQuery } from '../query/wanted-revision.ts';
import { clientBody, heldBody } from '../rendering/belief-body.ts';

const MAX_LOGIN = 64;
const MAX_DOMAIN = 255;
const NOT_FOUND = 404;
const CONFLICT = 409;
const UNAVAILABLE = 503;

const bounded = (name: string, value: string, max: number): string => {
  if (value.length <= max) return value;
  throw new BadRequestException(`${name} is longer than ${max} characters`);
};

/** What this unit believes of a login. `{domain}` and `{login}` are percent-decoded, then taken exactly. */
@Controller()
@UseGuards(OperatorGuard)
export class ClientsController {
  readonly #options: UnitHttpOptions;

  constructor(@Inject(UNIT_HTTP) options: UnitHttpOptions) {
    this.#options = options;
  }

  /** With `min_revision=N` only once this unit shows everything up to it; else 409. See `revisionQuery`. */
  @Get('clients/:domain/:login')
  async client(
    @Param('domain') domain: string,
    @Param('login') login: string,
    @Query() query: Readonly<Record<string, unknown>>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (!(await this.#reached(query, reply))) return;
    const belief = this.#belief(domain, login);
    if (belief.kind !== 'served') {
      this.#sendAbsent(reply, belief);
      return;
    }
    const { unit } = this.#options;
    const application = unit.routing.named(belief.client);
    void reply.send(clientBody(belief, { status: unit.status(), application }));
  }

  @Get('registrations/:domain/:login')
  registrations(
    @Param('domain') domain: string,
    @Param('login') login: string,
    @Res() reply: FastifyReply,
  ): void {
    const { registrations } = this.#options;
    const belief = this.#belief(domain, login);
    if (registrations === undefined) {
      void reply.code(NOT_FOUND).send({ message: 'this unit holds no registrations' });
    } else if (belief.kind === 'served') {
      const records: readonly RegistrationRecord[] = registrations.of(belief.client.event.sid, Date.now());
      void reply.send(records);
    } else {
      this.#sendAbsent(reply, belief);
    }
  }

  /** @returns false when it is not, and that was answered. */
  async #reached(query: Readonly<Record<string, unknown>>, reply: FastifyReply): Promise<boolean> {
    const wanted = revisionQuery(query);
    if (!wanted.ok) throw new BadRequestException(wanted.error);
    if (wanted.value === null) return true;
    const { revision, sid, waitMs } = wanted.value;
    const gone = new AbortController();
    reply.raw.once('close', () => gone.abort());
    const visible = await this.#options.unit.showing({ revision, sid }, waitMs, gone.signal);
    if (visible >= revision) return true;
    void reply.code(CONFLICT).send({ status: 'not-yet', min_revision: revision, visible });
    return false;
  }

  #belief(domain: string, login: string): Belief {
    const { unit } = this.#options;
    return unit.belief(bounded('domain', domain, MAX_DOMAIN), bounded('login', login, MAX_LOGIN));
  }

  #sendAbsent(reply: FastifyReply, belief: Exclude<Belief, { kind: 'served' }>): void {
    if (belief.kind === 'held') {
      const { until, version, revision } = heldBody(belief.next);
      void reply.code(NOT_FOUND).send({ status: 'held', until, version, revision });
    } else if (this.#options.unit.health().serving) {
      void reply.code(NOT_FOUND).send({ status: 'unknown' });
    } else {
      // What has not arrived yet is no absence.
      void reply.code(UNAVAILABLE).header('retry-after', '5').send({ status: 'catching-up' });
    }
  }
}
