import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, freeUdpTcpPort } from '@tandem/testing';
import type { ProcessExit, SpawnedProcess } from '@tandem/testing';
import { startApp } from './app-process.ts';
import { ManagementApi } from './management-api.ts';
import type { Credentials } from './management-api.ts';
import type { PhoneUnit, Site } from './site.ts';
import { UnitPages } from './unit-pages.ts';

/** The ports of the all-in-one process, by their configuration keys. */
export interface TandemPorts {
  readonly TANDEM_API_PORT: number;
  readonly TANDEM_CP1_SIP_PORT: number;
  readonly TANDEM_CP1_HTTP_PORT: number;
  readonly TANDEM_CP2_SIP_PORT: number;
  readonly TANDEM_CP2_HTTP_PORT: number;
  readonly TANDEM_SMS1_HTTP_PORT: number;
}

export interface TandemOptions {
  /** Data directory. */
  readonly dir: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly ports?: TandemPorts;
}

const UP = /Ctrl-C stops it/;
const UP_MS = 60_000;
const STOP_MS = 20_000;

export const freeTandemPorts = async (): Promise<TandemPorts> => ({
  TANDEM_API_PORT: await freePort(),
  TANDEM_CP1_SIP_PORT: await freeUdpTcpPort(),
  TANDEM_CP1_HTTP_PORT: await freePort(),
  TANDEM_CP2_SIP_PORT: await freeUdpTcpPort(),
  TANDEM_CP2_HTTP_PORT: await freePort(),
  TANDEM_SMS1_HTTP_PORT: await freePort(),
});

export const portsOf = (ports: TandemPorts): readonly (readonly [string, number])[] =>
  Object.entries(ports) as [string, number][];

/** The environment that the all-in-one process starts with. */
export const tandemEnv = ({ dir, env = {} }: TandemOptions, ports: TandemPorts): Record<string, string> => ({
  TANDEM_DATA: dir,
  ...Object.fromEntries(Object.entries(ports).map(([key, port]) => [key, String(port)])),
  ...env,
});

/** Everything in one process, as `npm start` runs it, on free ports; it may be killed and started again. */
export class RunningTandem implements Site {
  readonly dir: string;
  readonly ports: TandemPorts;
  readonly #env: Record<string, string>;
  #process: SpawnedProcess;
  #api: ManagementApi;

  /** Resolves when it says that it is up. */
  static async start(options: TandemOptions): Promise<RunningTandem> {
    const ports = options.ports ?? (await freeTandemPorts());
    const env = tandemEnv(options, ports);
    return new RunningTandem(options.dir, ports, { env, process: await spawnUp(env) });
  }

  private constructor(
    dir: string,
    ports: TandemPorts,
    { env, process }: { readonly env: Record<string, string>; readonly process: SpawnedProcess },
  ) {
    this.dir = dir;
    this.ports = ports;
    this.#env = env;
    this.#process = process;
    this.#api = this.#newApi();
  }

  get api(): ManagementApi {
    return this.#api;
  }

  get cp1(): PhoneUnit {
    const { TANDEM_CP1_SIP_PORT: sip, TANDEM_CP1_HTTP_PORT: http } = this.ports;
    return phoneUnit('cp-1', sip, http);
  }

  get cp2(): PhoneUnit {
    const { TANDEM_CP2_SIP_PORT: sip, TANDEM_CP2_HTTP_PORT: http } = this.ports;
    return phoneUnit('cp-2', sip, http);
  }

  get sms1(): UnitPages {
    return new UnitPages(`http://127.0.0.1:${this.ports.TANDEM_SMS1_HTTP_PORT}`);
  }

  get pid(): number {
    return this.#process.pid;
  }

  /** What the present process printed. */
  output(): string {
    return this.#process.output();
  }

  running(): boolean {
    return this.#process.running();
  }

  /** Sends a signal and waits for the end, at most 20 s. */
  async end(signal: 'SIGTERM' | 'SIGINT' | 'SIGKILL'): Promise<ProcessExit> {
    const process = this.#process;
    const timer = setTimeout(() => process.signal('SIGKILL'), STOP_MS);
    process.signal(signal);
    return process.exited.finally(() => clearTimeout(timer));
  }

  stop(): Promise<ProcessExit> {
    return this.end('SIGTERM');
  }

  kill(): Promise<ProcessExit> {
    return this.#process.kill();
  }

  /** Starts it again on the same directory and ports; it must have ended. */
  async startAgain(env: Readonly<Record<string, string>> = {}): Promise<void> {
    this.#process = await spawnUp({ ...this.#env, ...env });
    this.#api = this.#newApi();
  }

  #newApi(): ManagementApi {
    return new ManagementApi(`http://127.0.0.1:${this.ports.TANDEM_API_PORT}`, credentialsOf(this.dir));
  }
}

const phoneUnit = (unit: string, sip: number, http: number): PhoneUnit => ({
  unit,
  sip: { address: '127.0.0.1', port: sip },
  pages: new UnitPages(`http://127.0.0.1:${http}`),
});

const spawnUp = async (env: Record<string, string>): Promise<SpawnedProcess> => {
  const process = await startApp({ app: 'tandem', env });
  try {
    await process.waitForLine(UP, { timeoutMs: UP_MS });
    return process;
  } catch (error) {
    await process.kill();
    throw error;
  }
};

/** The root account, as the process wrote it down. */
export const credentialsOf = (dir: string): Credentials =>
  JSON.parse(readFileSync(join(dir, 'credentials.json'), 'utf8')) as Credentials;
