import { Controller, Get, HttpCode, Inject, Post, UseGuards } from '@nestjs/common';
import type { UnitStatus } from '@tandem/contracts';
import { OperatorGuard } from '../access/operator.guard.ts';
import { UNIT_HTTP } from '../options.ts';
import type { UnitHttpOptions } from '../options.ts';

/** Body of `GET /status`: what the unit reports on `tandem.unit-status`, and more that only it knows. */
export interface StatusBody extends UnitStatus {
  readonly ready: boolean;
  readonly serving: boolean;
  readonly cache_bytes: number;
}

const ACCEPTED = 202;

@Controller()
@UseGuards(OperatorGuard)
export class StatusController {
  readonly #options: UnitHttpOptions;

  constructor(@Inject(UNIT_HTTP) options: UnitHttpOptions) {
    this.#options = options;
  }

  @Get('status')
  status(): StatusBody {
    const { unit } = this.#options;
    const { ready, serving } = unit.health();
    return { ...unit.status(), ready, serving, cache_bytes: unit.bytes() };
  }

  /** Has the cache built anew beside the one that serves; `GET /status` shows the condition REBUILDING meanwhile. */
  @Post('rebuild')
  @HttpCode(ACCEPTED)
  rebuild(): { readonly status: string } {
    this.#options.unit.rebuild('operator');
    return { status: 'rebuilding' };
  }
}
