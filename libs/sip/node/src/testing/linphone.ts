import { accessSync, constants } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { Source } from '@tandem/sip';
import { spawnProcess, tempDir, waitFor } from '@tandem/testing';
import type { SpawnedProcess } from '@tandem/testing';

export interface LinphoneOptions {
  readonly program: string;
  readonly server: Source;
  readonly login: string;
  readonly password: string;
  readonly transport?: 'udp' | 'tcp';
}

export interface Linphone {
  /** Prints its answers to commands. */
  readonly process: SpawnedProcess;
  /** What its first registration came to, asked again and again for at most 15 s. */
  outcome(): Promise<'registered' | 'failed'>;
  /** Asks it to take back its registration; does not wait. */
  unregister(): void;
  /** Ends it as it is: the registration stays. */
  stop(): Promise<void>;
}

const PROGRAM = 'linphone-daemon';

const isExecutable = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** The program's file, or undefined where it is not installed (Debian: linphone-cli). */
export const findLinphone = (): string | undefined =>
  (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((place) => join(place, PROGRAM))
    .find(isExecutable);

/** Port -1 is any free one, 0 switches the transport off. */
const configOf = (transport: 'udp' | 'tcp'): string =>
  [
    '[sip]',
    'bind_address=127.0.0.1',
    'use_ipv6=0',
    `sip_port=${transport === 'udp' ? -1 : 0}`,
    `sip_tcp_port=${transport === 'tcp' ? -1 : 0}`,
    'sip_tls_port=0',
    '',
  ].join('\n');

/** Where it keeps its databases: without the directory it starts, but never registers. */
const DATA_DIR = join('.local', 'share', 'linphone');

const OUTCOMES = [
  [/^State: LinphoneRegistrationOk$/m, 'registered'],
  [/^State: LinphoneRegistrationFailed$/m, 'failed'],
] as const;
const OUTCOME_MS = 15_000;
const ASK_MS = 100;

const outcomeOf = (linphone: SpawnedProcess): Promise<'registered' | 'failed'> =>
  waitFor(
    () => {
      linphone.write('register-status ALL\n');
      const output = linphone.output();
      return OUTCOMES.find(([line]) => line.test(output))?.[1];
    },
    { what: 'Linphone to register or fail', timeoutMs: OUTCOME_MS, intervalMs: ASK_MS },
  );

/** Starts a Linphone without a screen on loopback and has it register; it ends when its standard input does. */
export const startLinphone = async (options: LinphoneOptions): Promise<Linphone> => {
  const { program, server, login, password, transport = 'udp' } = options;
  const dir = await tempDir('tandem-linphone-');
  await mkdir(join(dir.path, DATA_DIR), { recursive: true });
  const config = join(dir.path, 'linphonerc');
  await writeFile(config, configOf(transport));
  const linphone = await spawnProcess({
    command: program,
    cwd: dir.path,
    args: ['--disable-stats-events', '--config', config],
    env: { PATH: process.env['PATH'], HOME: dir.path, TERM: 'dumb' },
  });
  const place = `${server.address}:${server.port}`;
  linphone.write(`register sip:${login}@${place} sip:${place};transport=${transport} ${password}\n`);
  return {
    process: linphone,
    outcome: () => outcomeOf(linphone),
    unregister: () => linphone.write('unregister ALL\n'),
    stop: async () => {
      await linphone.stop({ graceMs: 3000 });
      await dir.remove();
    },
  };
};
