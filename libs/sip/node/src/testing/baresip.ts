import { writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import type { Source } from '@tandem/sip';
import { freePort, freeUdpTcpPort, spawnProcess, tempDir } from '@tandem/testing';
import type { SpawnedProcess } from '@tandem/testing';

export interface BaresipOptions {
  readonly program: string;
  readonly server: Source;
  readonly login: string;
  readonly password: string;
  readonly transport?: 'udp' | 'tcp';
  /** Seconds asked for. Default 60. */
  readonly regint?: number;
  /** Takes calls by itself. Default false. */
  readonly answers?: boolean;
}

export interface Baresip {
  /** Prints its SIP messages among its lines. */
  readonly process: SpawnedProcess;
  /** Has it do something, as `dial` with a URI, `accept`, `hangup`, `hold`. */
  command(command: string, params?: string): Promise<void>;
  /** Unregisters and ends. */
  stop(): Promise<void>;
}

/** The least that runs without a screen and a sound card. */
const configOf = (port: number, control: number): string =>
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
    'module_app ctrl_tcp.so',
    `ctrl_tcp_listen 127.0.0.1:${control}`,
    'audio_player aubridge,nil',
    'audio_source aubridge,nil',
    'audio_alert aubridge,nil',
    '',
  ].join('\n');

/** One command to its control port, as a netstring of JSON; resolves when it has said something to that. */
const send = (port: number, command: Readonly<Record<string, string>>): Promise<void> =>
  new Promise((resolve, reject) => {
    const text = JSON.stringify(command);
    const socket = connect(port, '127.0.0.1', () => socket.write(`${Buffer.byteLength(text)}:${text},`));
    socket.setTimeout(COMMAND_MS, () => socket.destroy(new Error(`baresip does not take ${text}`)));
    socket.once('data', () => socket.end());
    socket.once('error', reject);
    socket.once('close', () => resolve());
  });

const COMMAND_MS = 5000;
const LIFE_S = 30;

/** Starts a baresip with one account on loopback; it ends by itself after 30 s. */
export const startBaresip = async (options: BaresipOptions): Promise<Baresip> => {
  const { program, server, login, password, transport = 'udp', regint = 60, answers = false } = options;
  const dir = await tempDir('tandem-baresip-');
  const account =
    `<sip:${login}@${server.address}:${server.port};transport=${transport}>;auth_user=${login};` +
    `auth_pass=${password};regint=${regint};audio_codecs=pcmu${answers ? ';answermode=auto' : ''}\n`;
  const control = await freePort();
  await writeFile(join(dir.path, 'config'), configOf(await freeUdpTcpPort(), control));
  await writeFile(join(dir.path, 'accounts'), account);
  await writeFile(join(dir.path, 'contacts'), '');
  const process = await spawnProcess({
    command: program,
    args: ['-4', '-s', '-f', dir.path, '-t', String(LIFE_S)],
  });
  return {
    process,
    command: (command, params) => send(control, { command, ...(params !== undefined && { params }) }),
    stop: async () => {
      await process.stop({ graceMs: 3000 });
      await dir.remove();
    },
  };
};
