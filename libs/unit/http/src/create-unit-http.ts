import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { addUnitProbes } from './add-unit-probes.ts';
import type { UnitHttpOptions } from './options.ts';
import { createServer } from './server/server.ts';
import { ErrorFilter } from './server/error.filter.ts';
import { UnitHttpModule } from './unit-http.module.ts';

/** Makes a unit's HTTP listener; `listen(port, host)` on the result starts it, `close()` ends it. */
export const createUnitHttp = async (options: UnitHttpOptions): Promise<NestFastifyApplication> => {
  const server = createServer();
  const app = await NestFactory.create<NestFastifyApplication>(
    UnitHttpModule.over(options),
    new FastifyAdapter(server),
    { logger: false, abortOnError: false },
  );
  app.useGlobalFilters(new ErrorFilter(options.logger));
  addUnitProbes(server, options);
  return app;
};
