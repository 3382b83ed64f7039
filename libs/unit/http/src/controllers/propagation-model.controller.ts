import { BadRequestException, Body, Controller, Get, Inject, Put, UseGuards } from '@nestjs/common';
import { MODEL_FORMS, parseModel, printModel } from '@tandem/unit';
import { OperatorGuard } from '../access/operator.guard.ts';
import { UNIT_HTTP } from '../options.ts';
import type { UnitHttpOptions } from '../options.ts';

export interface PropagationModelBody {
  /** As `TANDEM_PROPAGATION` has it. */
  readonly model: string;
}

const modelIn = (body: unknown): string => {
  const { model } = (body ?? {}) as { readonly model?: unknown };
  if (typeof model === 'string') return model;
  throw new BadRequestException(`send {"model": "…"} as application/json; the model is ${MODEL_FORMS}`);
};

/** How late this unit lets changes become visible, while it runs; a restart takes the configured model again. */
@Controller('propagation-model')
@UseGuards(OperatorGuard)
export class PropagationModelController {
  readonly #options: UnitHttpOptions;

  constructor(@Inject(UNIT_HTTP) options: UnitHttpOptions) {
    this.#options = options;
  }

  @Get()
  current(): PropagationModelBody {
    return { model: printModel(this.#options.unit.model) };
  }

  /** For events received from now on; what is held keeps its due time. */
  @Put()
  change(@Body() body: unknown): PropagationModelBody {
    const parsed = parseModel(modelIn(body));
    if (!parsed.ok) throw new BadRequestException(parsed.error);
    this.#options.unit.changeModel(parsed.value);
    return this.current();
  }
}
