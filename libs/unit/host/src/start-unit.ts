import type { KeyRing, UnitKind } from '@tandem/contracts';
import type { EventLog } from '@tandem/event-log';
import { listenHttp } from '@tandem/http';
import { systemClock } from '@tandem/kernel';
import type { Foundation } from '@tandem/process';
import type { Logger } from '@tandem/telemetry';
import { UnitRuntime } from '@tandem/unit';
import { createUnitHttp } from '@tandem/unit-http';
import type { RegistrationSource } from '@tandem/unit-http';
import { SqliteCacheFiles } from '@tandem/unit-sqlite';
import { listenToLog } from './listen-to-log.ts';
import type { TopicReader } from './topic-handlers.ts';
import type { UnitExtension } from './unit-app.module.ts';
import type { UnitConfig } from './unit-options.ts';

/** What a kind of unit adds: topics that it reads, ports that it opens, what its pages show. */
export interface UnitSide {
  readonly extension: UnitExtension;
  readonly readers: readonly TopicReader[];
  /** The phones that its pages show; absent on units that hold none. */
  readonly registrations?: RegistrationSource;
  /** Opens its ports; called once the unit reads the log. */
  start(): Promise<void>;
  close(): Promise<void>;
}

export const NO_SIDE: UnitSide = {
  extension: { controllers: [], providers: [] },
  readers: [],
  start: async () => undefined,
  close: async () => undefined,
};

export interface StartUnitOptions {
  readonly foundation: Foundation<unknown>;
  readonly config: UnitConfig;
  readonly kind: UnitKind;
  readonly log: EventLog;
  readonly keys: KeyRing;
  readonly logger: Logger;
  /** Configuration key of the pages' port, for messages. */
  readonly httpPortKey?: string;
  /** Makes what this kind of unit adds, over its runtime. */
  readonly side?: (runtime: UnitRuntime) => UnitSide;
}

/** A running unit; the foundation's closer ends it. */
export interface StartedUnit {
  readonly runtime: UnitRuntime;
  /** Where its pages are. */
  readonly url: string;
}

const openPages = async (
  options: StartUnitOptions,
  runtime: UnitRuntime,
  side: UnitSide,
): Promise<string> => {
  const { foundation, config, logger, httpPortKey = 'TANDEM_UNIT_HTTP_PORT' } = options;
  const pages = await createUnitHttp({
    unit: runtime,
    logger,
    metrics: foundation.telemetry.metrics,
    operatorToken: foundation.config.operatorToken,
    registrations: side.registrations,
  });
  foundation.closer.add(`${config.unit} pages`, () => pages.close());
  return listenHttp(pages, { host: config.unitHttpHost, port: config.unitHttpPort, key: httpPortKey });
};

/**
 * Starts a unit: opens its cache, says STARTING, reads the log as a Nest microservice, opens its ports. Whatever was
 * opened is closed by the foundation's closer, also when a later step fails.
 */
export const startUnit = async (options: StartUnitOptions): Promise<StartedUnit> => {
  const { foundation, config, kind, log, keys, logger } = options;
  const { unit } = config;
  const { closer, dir } = foundation;
  const runtime = new UnitRuntime({
    unit,
    kind,
    keys,
    logger,
    model: config.propagation,
    revocation: config.revocation,
    group: config.group,
    ...(config.rollout === 'staged' && { rollout: { healthyMs: config.rolloutHealthySeconds * 1000 } }),
    files: new SqliteCacheFiles(dir.file('units', unit, 'cache.db')),
    eventLog: log,
    clock: systemClock,
    onFatal: (error) => foundation.fail(error),
  });
  const side = options.side?.(runtime) ?? NO_SIDE;
  await runtime.start();
  closer.add(`${unit} runtime`, () => runtime.stop());
  const { extension, readers } = side;
  const listener = await listenToLog({ unit, runtime, log, extension, readers });
  closer.add(`${unit} log`, () => listener.close());
  closer.add(`${unit} ports`, () => side.close());
  await side.start();
  const url = await openPages(options, runtime, side);
  closer.add(`${unit} drain`, () => runtime.drain());
  logger.info('unit is up', { unit, kind, url });
  return { runtime, url };
};
