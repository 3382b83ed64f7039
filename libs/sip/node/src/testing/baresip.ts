import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Source } from '@tandem/sip';
import { freeUdpTcpPort, spawnProcess, tempDir } from '@tandem/testing';
import type { SpawnedProcess } from '@tandem/testing';

export interface BaresipOptions {
  readonly program: string;
  readonly server: Source;
  readonly login: string;
  readonly password: string;
  readonly transport?: 'udp' | 'tcp';
  /** Seconds asked for. Default 60. */
  readonly regint?: number;
}

export interface Baresip {
  /** Prints its SIP messages among its lines. */
  readonly process: SpawnedProcess;
  /** Unregisters and ends. */
  stop(): Promise<void>;
}

/** The least that runs without a screen and a sound card. */
const configOf = (port: number): string =>
  [
    'poll_method epoll',
    `sip_listen 127.0.0.1:${port}`,
    'net_interface 127.0.0.1',
    'module_path /usr/lib/baresip/modules',
    'module g711.so',
    'module aubridge.so',
    'module_tmp uuid.so',
    'module_tmp account.so',
    'module_app menu.so',
    'audio_player aubridge,nil',
    'audio_source aubridge,nil',
    'audio_alert aubridge,nil',
    '',
  ].join('\n');

const LIFE_S = 30;

/** Starts a baresip with one account on loopback; it ends by itself after 30 s. */
export const startBaresip = async (options: BaresipOptions): Promise<Baresip> => {
  const { program, server, login, password, transport = 'udp', regint = 60 } = options;
  const dir = await tempDir('tandem-baresip-');
  const account =
    `<sip:${login}@${server.address}:${server.port};transport=${transport}>;auth_user=${login};` +
    `auth_pass=${password};regint=${regint};audio_codecs=pcmu\n`;
  await writeFile(join(dir.path, 'config'), configOf(await freeUdpTcpPort()));
  await writeFile(join(dir.path, 'accounts'), account);
  await writeFile(join(dir.path, 'contacts'), '');
  const process = await spawnProcess({
    command: program,
    args: ['-4', '-s', '-f', dir.path, '-t', String(LIFE_S)],
  });
  return {
    process,
    stop: async () => {
      await process.stop({ graceMs: 3000 });
      await dir.remove();
    },
  };
};
