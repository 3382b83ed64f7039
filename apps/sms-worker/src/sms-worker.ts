import { loadKeys } from '@tandem/data-dir';
import type { EventLog } from '@tandem/event-log';
import type { Foundation } from '@tandem/process';
import { startUnit } from '@tandem/unit-host';
import type { StartedUnit, UnitConfig } from '@tandem/unit-host';

export interface SmsWorkerOptions {
  readonly foundation: Foundation<unknown>;
  readonly config: UnitConfig;
  readonly log: EventLog;
  /** Configuration key of the pages' port, for messages. */
  readonly httpPortKey?: string;
}

/** Starts an SMS unit: cache, log, pages. Throws `PORT_IN_USE` and what its parts throw. */
export const startSmsWorker = ({
  foundation,
  config,
  log,
  httpPortKey,
}: SmsWorkerOptions): Promise<StartedUnit> =>
  startUnit({
    ...{ foundation, config, log },
    kind: 'sms-worker',
    ...(httpPortKey !== undefined && { httpPortKey }),
    keys: foundation.config.sealingKeys ?? loadKeys(foundation.dir).sealing,
    logger: foundation.logger,
  });
