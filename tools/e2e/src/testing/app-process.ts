import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { spawnProcess } from '@tandem/testing';
import type { SpawnedProcess } from '@tandem/testing';

/** The applications that run as whole processes. */
export type AppName = 'tandem' | 'provisioning' | 'call-processing' | 'sms-worker';

export interface AppOptions {
  readonly app: AppName;
  /** Everything that configures it, besides what every program needs (PATH, HOME). */
  readonly env: Readonly<Record<string, string>>;
  /** For messages. Default: the app's name. */
  readonly name?: string;
}

/** The repository. */
export const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));

const OURS =
  /^(TANDEM_|KAFKA_|MONGODB_|OTEL_|SIP_|REQUIRE_|npm_|ACCOUNT_SID$|AUTH_TOKEN$|SEALING_KEYS$|IDEMPOTENCY_SECRET$|OPERATOR_TOKEN$|PASSWORD_READBACK$|NODE_OPTIONS$)/;

/** This process's environment without anything that configures Tandem. */
export const plainEnv = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(process.env).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && !OURS.test(entry[0]),
    ),
  );

/** What starts a built application, as an npm script does it: `tsc -b` must have run. */
export const commandOf = (app: AppName): { readonly command: string; readonly args: readonly string[] } => {
  const main = `${ROOT}apps/${app}/dist/main.js`;
  if (!existsSync(main)) throw new Error(`${main} is missing: run npm run build before the tests`);
  return { command: process.execPath, args: ['--enable-source-maps', main] };
};

/** Starts a built application; it ends with this process, whatever ends that. */
export const startApp = ({ app, env, name = app }: AppOptions): Promise<SpawnedProcess> =>
  spawnProcess({
    ...commandOf(app),
    cwd: ROOT,
    name,
    // Says that an npm script started it: such a process stops when its parent is gone.
    env: { ...plainEnv(), npm_lifecycle_event: 'e2e', ...env },
  });
