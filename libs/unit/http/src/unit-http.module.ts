import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { OperatorGuard } from './access/operator.guard.ts';
import { AuditController } from './controllers/audit.controller.ts';
import { ClientsController } from './controllers/clients.controller.ts';
import { ParkedController } from './controllers/parked.controller.ts';
import { PropagationModelController } from './controllers/propagation-model.controller.ts';
import { RoutingController } from './controllers/routing.controller.ts';
import { StatusController } from './controllers/status.controller.ts';
import { UNIT_HTTP } from './options.ts';
import type { UnitHttpOptions } from './options.ts';

/** The pages of one unit, for any Nest application on Fastify; complete it with `addUnitProbes`. */
@Module({})
export class UnitHttpModule {
  static over(options: UnitHttpOptions): DynamicModule {
    return {
      module: UnitHttpModule,
      controllers: [
        AuditController,
        ClientsController,
        ParkedController,
        PropagationModelController,
        RoutingController,
        StatusController,
      ],
      providers: [{ provide: UNIT_HTTP, useValue: options }, OperatorGuard],
    };
  }
}
