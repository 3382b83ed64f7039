import { Module } from '@nestjs/common';
import type { DynamicModule, Provider, Type } from '@nestjs/common';
import type { UnitRuntime } from '@tandem/unit';
import { UNIT_RUNTIME } from './tokens.ts';
import { UnitLogController } from './unit-log.controller.ts';

/** What a kind of unit adds to the microservice. */
export interface UnitExtension {
  readonly controllers: readonly Type[];
  readonly providers: readonly Provider[];
}

/** A unit as a Nest application. */
@Module({})
export class UnitAppModule {
  static over(runtime: UnitRuntime, { controllers, providers }: UnitExtension): DynamicModule {
    return {
      module: UnitAppModule,
      controllers: [UnitLogController, ...controllers],
      providers: [{ provide: UNIT_RUNTIME, useValue: runtime }, ...providers],
    };
  }
}
