import { layFoundation, openKafka, runMain } from '@tandem/process';
import { PROVISIONING_OPTIONS } from './config.ts';
import { startProvisioning } from './provisioning.ts';

/** The provisioning service as a process of its own, on Kafka. */
export const runProvisioning = (): Promise<void> =>
  runMain(async () => {
    const foundation = layFoundation({
      service: 'provisioning',
      options: PROVISIONING_OPTIONS,
      env: process.env,
    });
    const { closer, config, logger } = foundation;
    return closer.guard(async () => {
      const log = openKafka(config, logger);
      closer.add('event log', () => log.close());
      const { url } = await startProvisioning(foundation, log);
      process.stdout.write(`Management API ${url}, docs at ${url}/docs\n`);
      return foundation;
    });
  });
