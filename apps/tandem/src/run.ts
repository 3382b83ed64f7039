import { layFoundation, runMain } from '@tandem/process';
import { banner } from './banner.ts';
import { TANDEM_OPTIONS } from './config.ts';
import { startTandem } from './tandem.ts';

/** All of Tandem in one process. */
export const runTandem = (): Promise<void> =>
  runMain(async () => {
    const foundation = layFoundation({
      service: 'tandem',
      options: TANDEM_OPTIONS,
      // A newcomer reads the banner; log lines of what goes well would push it off the screen.
      env: { TANDEM_LOG_LEVEL: 'warn', ...process.env },
    });
    const { closer } = foundation;
    return closer.guard(async () => {
      process.stdout.write(banner(await startTandem(foundation)));
      return foundation;
    });
  });
