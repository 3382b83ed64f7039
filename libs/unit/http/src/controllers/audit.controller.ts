import { BadRequestException, Controller, Get, Inject, Query, UseGuards } from '@nestjs/common';
import { isSid } from '@tandem/kernel';
import { OperatorGuard } from '../access/operator.guard.ts';
import { UNIT_HTTP } from '../options.ts';
import type { UnitHttpOptions } from '../options.ts';

/** One resource as the unit has it; no name and no secret. */
export interface AuditedResourceBody {
  readonly sid: string;
  readonly version: number;
  readonly event_id: string;
  readonly deleted: boolean;
  readonly visible: number | null;
  readonly waits: boolean;
}

const PAGE = 1000;

/** What the unit has received, for `npm run audit`. */
@Controller('audit')
@UseGuards(OperatorGuard)
export class AuditController {
  readonly #options: UnitHttpOptions;

  constructor(@Inject(UNIT_HTTP) options: UnitHttpOptions) {
    this.#options = options;
  }

  /** The first thousand behind a sid; fewer are the last ones. */
  @Get('resources')
  resources(@Query('after') after?: string): readonly AuditedResourceBody[] {
    if (after !== undefined && !isSid(after)) {
      throw new BadRequestException('after is not a sid; leave it out to begin');
    }
    return this.#options.unit.inventory
      .page(after ?? '', PAGE)
      .map(({ eventId, ...entry }) => ({ ...entry, event_id: eventId }));
  }
}
