import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Accounts } from '@tandem/provisioning';
import { silentLogger } from '@tandem/telemetry';
import type { Logger } from '@tandem/telemetry';
import { ManagementApiModule } from './management-api.module.ts';
import type { Backing } from './management-api.module.ts';
import { serveDocs } from './openapi/serve-docs.ts';
import { AllowedMethods } from './routing/allowed-methods.ts';
import { createServer } from './server/create-server.ts';
import { DEFAULT_LIMITS } from './server/limits.ts';
import type { ServerLimits } from './server/limits.ts';
import type { RequestObserver } from './server/observe-requests.ts';
import { ProblemFilter } from './server/problem.filter.ts';
import { UnmatchedFilter } from './server/unmatched.filter.ts';

export interface ManagementApiOptions extends Backing {
  readonly accounts: Accounts;
  readonly logger?: Logger;
  readonly observer?: RequestObserver;
  readonly limits?: Partial<ServerLimits>;
}

const NO_OBSERVER: RequestObserver = { onRequest: () => undefined };

/**
 * Makes the Management REST API; `listen(port, host)` on the result starts it, `close()` ends it within `drainMs`. More
 * routes may be added before `listen`.
 */
export const createManagementApi = async ({
  provisioning,
  accounts,
  receipts,
  records,
  messaging,
  logger = silentLogger,
  observer = NO_OBSERVER,
  limits,
}: ManagementApiOptions): Promise<NestFastifyApplication> => {
  const server = createServer({ accounts, observer, limits: { ...DEFAULT_LIMITS, ...limits } });
  const methods = new AllowedMethods();
  server.addHook('onRoute', ({ url, method }) => methods.add(url, method));
  const app = await NestFactory.create<NestFastifyApplication>(
    ManagementApiModule.over({ provisioning, receipts, records, messaging }),
    new FastifyAdapter(server),
    { bodyParser: false, logger: false, abortOnError: false },
  );
  // Nest asks the last filter first.
  app.useGlobalFilters(new ProblemFilter(logger), new UnmatchedFilter(methods));
  serveDocs(app);
  return app;
};
