import { loadKeys } from '@tandem/data-dir';
import type { EventLog } from '@tandem/event-log';
import { systemClock } from '@tandem/kernel';
import type { Foundation } from '@tandem/process';
import type { Source } from '@tandem/sip';
import { startUnit } from '@tandem/unit-host';
import type { StartedUnit, UnitConfig, UnitSide } from '@tandem/unit-host';
import { SqliteBindingStore } from '@tandem/unit-sqlite';
import type { SipConfig } from './config.ts';
import { RegistrationsController, REGISTRATIONS } from './registrations.controller.ts';
import { createSipSide } from './sip-side.ts';
import type { SipSide } from './sip-side.ts';

export interface CallProcessingOptions {
  readonly foundation: Foundation<unknown>;
  readonly config: UnitConfig & SipConfig;
  readonly log: EventLog;
  /** Configuration keys of the listeners, for messages. */
  readonly env?: { readonly host: string; readonly port: string };
  readonly httpPortKey?: string;
}

/** A running call-processing unit; the foundation's closer ends it. */
export interface CallProcessing extends StartedUnit {
  readonly unit: string;
  readonly sip: Source;
}

const ENV = { host: 'SIP_HOST', port: 'SIP_PORT' };

const unitSide = (sip: SipSide, bindings: SqliteBindingStore): UnitSide => ({
  extension: {
    controllers: [RegistrationsController],
    providers: [{ provide: REGISTRATIONS, useValue: sip.reader.handlers }],
  },
  readers: [sip.reader],
  registrations: sip.view,
  start: () => sip.endpoint.start(),
  close: async () => {
    await sip.close();
    bindings.close();
  },
});

/** Starts a call-processing unit: cache, log, SIP, pages. Throws `PORT_IN_USE` and what its parts throw. */
export const startCallProcessing = async (options: CallProcessingOptions): Promise<CallProcessing> => {
  const { foundation, config, log, env = ENV } = options;
  const { unit } = config;
  const logger = foundation.logger.child({ unit });
  const keys = foundation.config.sealingKeys ?? loadKeys(foundation.dir).sealing;
  const bindings = SqliteBindingStore.open({
    path: foundation.dir.file('units', unit, 'bindings.db'),
    clock: systemClock,
    logger,
  });
  let address: Source | undefined;
  const started = await startUnit({
    ...{ foundation, config, log, keys, logger: foundation.logger },
    kind: 'call-processing',
    ...(options.httpPortKey !== undefined && { httpPortKey: options.httpPortKey }),
    side: (runtime) => {
      const sip = createSipSide({ unit, config, env, runtime, bindings, log, keys, logger });
      const side = unitSide(sip, bindings);
      return {
        ...side,
        start: async () => {
          await side.start();
          address = sip.endpoint.address;
        },
      };
    },
  });
  return { ...started, unit, sip: address ?? { address: config.sipHost, port: config.sipPort } };
};
