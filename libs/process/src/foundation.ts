import { compileConfig } from '@tandem/config';
import type { ConfigOf, Environment, Options } from '@tandem/config';
import { openDataDir } from '@tandem/data-dir';
import type { DataDir } from '@tandem/data-dir';
import type { Logger } from '@tandem/telemetry';
import { jsonLogger, startTelemetry } from '@tandem/telemetry-node';
import type { Telemetry } from '@tandem/telemetry-node';
import { Closer } from './closer.ts';
import { PROCESS_OPTIONS } from './process-options.ts';
import type { Running } from './run-main.ts';
import { TANDEM_KEYS } from './tandem-keys.ts';
import type { ProcessConfig } from './process-options.ts';

/**
 * What stands under every process: configuration, data directory, log lines, telemetry, an orderly end. `runMain` runs
 * it: once `fail` was called it closes the process, which exits with 1.
 */
export interface Foundation<C> extends Running {
  readonly config: C & ProcessConfig;
  readonly dir: DataDir;
  readonly logger: Logger;
  readonly telemetry: Telemetry;
  readonly closer: Closer;
  /** The first caller ends the process: what it says is why. */
  fail(error: Error): void;
}

export interface FoundationOptions<O extends Options> {
  /** `service.name` of log lines and telemetry. */
  readonly service: string;
  /** The process's own options, besides `PROCESS_OPTIONS`. */
  readonly options: O;
  readonly env: Environment;
}

/** Lays the foundation of a process. Throws `CONFIG_INVALID` or `DATA_DIR_UNUSABLE`. */
export const layFoundation = <O extends Options>(input: FoundationOptions<O>): Foundation<ConfigOf<O>> => {
  const { service, options, env } = input;
  const config = compileConfig({ options: { ...PROCESS_OPTIONS, ...options }, env, alsoKnown: TANDEM_KEYS });
  const { dataDir, logLevel: level, otlpEndpoint } = config as unknown as ProcessConfig;
  const dir = openDataDir(dataDir);
  // Standard output belongs to what people read; log lines go beside it.
  const logger = jsonLogger({ service, level, destination: process.stderr });
  const telemetry = startTelemetry({ service, ...(otlpEndpoint !== undefined && { otlpEndpoint }) });
  const closer = new Closer(logger);
  closer.add('telemetry', () => telemetry.close());
  let fail: (error: Error) => void = () => undefined;
  const failed = new Promise<Error>((resolve) => {
    fail = resolve;
  });
  return { config: config, dir, logger, telemetry, closer, failed, fail, close: () => closer.close() };
};
