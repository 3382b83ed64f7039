import { Controller, Get, HttpCode, Inject, NotFoundException, Param, Post, UseGuards } from '@nestjs/common';
import { OperatorGuard } from '../access/operator.guard.ts';
import { UNIT_HTTP } from '../options.ts';
import type { UnitHttpOptions } from '../options.ts';

/** A version that this unit could not read; its Client is served as it was before. */
export interface ParkedBody {
  readonly sid: string;
  readonly version: number;
  readonly revision: number;
  readonly type: string;
  readonly partition: number;
  readonly offset: number;
  readonly problem: string;
  readonly detail: string;
  readonly at: string;
}

const LISTED = 100;
const ACCEPTED = 202;

@Controller('parked')
@UseGuards(OperatorGuard)
export class ParkedController {
  readonly #options: UnitHttpOptions;

  constructor(@Inject(UNIT_HTTP) options: UnitHttpOptions) {
    this.#options = options;
  }

  /** The first hundred, by sid. */
  @Get()
  list(): readonly ParkedBody[] {
    return this.#options.unit.parking
      .list(LISTED)
      .map(({ sid, version, revision, type, partition, offset, problem, detail, at }) => ({
        ...{ sid, version, revision, type, partition, offset, problem, detail },
        at: new Date(at).toISOString(),
      }));
  }

  /** Reads the version again from the log: after an upgrade that knows how to. */
  @Post(':sid/retry')
  @HttpCode(ACCEPTED)
  retry(@Param('sid') sid: string): { readonly status: string } {
    if (this.#options.unit.parking.retry(sid)) return { status: 'retrying' };
    throw new NotFoundException(
      `no version of ${sid.slice(0, 64)} is parked here; GET /parked lists those that are`,
    );
  }
}
