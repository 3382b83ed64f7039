import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { silentLogger } from '@tandem/telemetry';
import type { UnitRuntime } from '@tandem/unit';
import { createUnitHttp } from '../create-unit-http.ts';

/** The pages of a unit without a token, asked without a socket: `app.inject`. */
export const openPages = async (unit: UnitRuntime): Promise<NestFastifyApplication> => {
  const app = await createUnitHttp({
    unit,
    logger: silentLogger,
    operatorToken: undefined,
    metrics: (_request, response) => response.end(),
  });
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return app;
};
