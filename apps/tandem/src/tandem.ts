import { startCallProcessing } from '@tandem/app-call-processing';
import type { CallProcessing } from '@tandem/app-call-processing';
import { startProvisioning } from '@tandem/app-provisioning';
import type { Provisioning } from '@tandem/app-provisioning';
import { startSmsWorker } from '@tandem/app-sms-worker';
import type { ConfigOf } from '@tandem/config';
import { lockDataDir } from '@tandem/data-dir';
import type { EventLog } from '@tandem/event-log';
import { openEventLog } from '@tandem/process';
import type { Foundation } from '@tandem/process';
import type { StartedUnit } from '@tandem/unit-host';
import type { TANDEM_OPTIONS } from './config.ts';

export type TandemConfig = ConfigOf<typeof TANDEM_OPTIONS>;

/** Everything, running; the foundation's closer ends it. */
export interface Tandem {
  readonly provisioning: Provisioning;
  readonly callProcessing: readonly CallProcessing[];
  readonly smsWorker: StartedUnit;
}

type UnitName = 'CP1' | 'CP2';

/** One of the two call-processing units: its own ports and model, all else shared. */
const startOne = (foundation: Foundation<TandemConfig>, log: EventLog, name: UnitName) => {
  const { config } = foundation;
  const own = {
    CP1: {
      unit: 'cp-1',
      unitHttpPort: config.cp1HttpPort,
      sipPort: config.cp1SipPort,
      propagation: config.cp1Propagation,
      group: config.cp1Group,
    },
    CP2: {
      unit: 'cp-2',
      unitHttpPort: config.cp2HttpPort,
      sipPort: config.cp2SipPort,
      propagation: config.cp2Propagation,
      group: config.cp2Group,
    },
  }[name];
  return startCallProcessing({
    foundation,
    log,
    config: { ...config, ...own },
    env: { host: 'SIP_HOST', port: `TANDEM_${name}_SIP_PORT` },
    httpPortKey: `TANDEM_${name}_HTTP_PORT`,
  });
};

const startUnits = async (foundation: Foundation<TandemConfig>, log: EventLog) => {
  const { config } = foundation;
  const cp1 = await startOne(foundation, log, 'CP1');
  const cp2 = await startOne(foundation, log, 'CP2');
  const smsWorker = await startSmsWorker({
    foundation,
    log,
    httpPortKey: 'TANDEM_SMS1_HTTP_PORT',
    config: {
      ...config,
      unit: 'sms-1',
      unitHttpPort: config.sms1HttpPort,
      propagation: config.sms1Propagation,
      group: config.sms1Group,
    },
  });
  return { callProcessing: [cp1, cp2], smsWorker };
};

/** Starts provisioning and three units in this process, on the event log that the configuration names. */
export const startTandem = async (foundation: Foundation<TandemConfig>): Promise<Tandem> => {
  const { closer, config, dir, logger } = foundation;
  const lock = lockDataDir(dir);
  closer.add('data directory', () => lock.close());
  const log = openEventLog(config, dir, logger);
  closer.add('event log', () => log.close());
  const provisioning = await startProvisioning(foundation, log);
  return { provisioning, ...(await startUnits(foundation, log)) };
};
