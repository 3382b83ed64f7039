import { layFoundation, openKafka, runMain } from '@tandem/process';
import { unitOptions } from '@tandem/unit-host';
import { startCallProcessing } from './call-processing.ts';
import { SIP_OPTIONS } from './config.ts';

/** A call-processing unit as a process of its own, on Kafka. */
export const runCallProcessing = (): Promise<void> =>
  runMain(async () => {
    const foundation = layFoundation({
      service: 'call-processing',
      options: { ...unitOptions({ unit: 'cp-1', httpPort: '8181' }), ...SIP_OPTIONS },
      env: process.env,
    });
    const { closer, config, logger } = foundation;
    return closer.guard(async () => {
      const log = openKafka(config, logger);
      closer.add('event log', () => log.close());
      const { unit, sip, url } = await startCallProcessing({ foundation, config, log });
      process.stdout.write(`${unit}: SIP ${sip.address}:${sip.port} (UDP and TCP), pages ${url}\n`);
      return foundation;
    });
  });
