import { layFoundation, openKafka, runMain } from '@tandem/process';
import { unitOptions } from '@tandem/unit-host';
import { startSmsWorker } from './sms-worker.ts';

/** An SMS unit as a process of its own, on Kafka. */
export const runSmsWorker = (): Promise<void> =>
  runMain(async () => {
    const foundation = layFoundation({
      service: 'sms-worker',
      options: unitOptions({ unit: 'sms-1', httpPort: '8191' }),
      env: process.env,
    });
    const { closer, config, logger } = foundation;
    return closer.guard(async () => {
      const log = openKafka(config, logger);
      closer.add('event log', () => log.close());
      const { url } = await startSmsWorker({ foundation, config, log });
      process.stdout.write(`${config.unit}: pages ${url}\n`);
      return foundation;
    });
  });
