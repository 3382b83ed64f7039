export { addUnitProbes } from './add-unit-probes.ts';
export { OperatorGuard } from './access/operator.guard.ts';
export { createUnitHttp } from './create-unit-http.ts';
export { UNIT_HTTP } from './options.ts';
export type { RegistrationSource, UnitHttpOptions, UnitView } from './options.ts';
export type { ClientBody, HeldBody } from './rendering/belief-body.ts';
export type { StatusBody } from './controllers/status.controller.ts';
export { ErrorFilter } from './server/error.filter.ts';
export { UnitHttpModule } from './unit-http.module.ts';
