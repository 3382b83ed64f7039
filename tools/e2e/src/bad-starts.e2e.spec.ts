import { createSocket } from 'node:dgram';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { canListenTcp, tempDir } from '@tandem/testing';
import type { TempDir } from '@tandem/testing';
import { startAndFail } from './testing/failed-start.ts';
import { freeTandemPorts, portsOf, RunningTandem, tandemEnv } from './testing/running-tandem.ts';
import type { TandemPorts } from './testing/running-tandem.ts';

const TIMEOUT_MS = 120_000;

let dir: TempDir;
let ports: TandemPorts;
beforeEach(async () => {
  dir = await tempDir('tandem-e2e-');
  ports = await freeTandemPorts();
});
afterEach(() => dir.remove());

const occupyTcp = (port: number): Promise<() => Promise<void>> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(() => new Promise((done) => server.close(() => done()))));
  });

const occupyUdp = (port: number): Promise<() => Promise<void>> =>
  new Promise((resolve, reject) => {
    const socket = createSocket('udp4').once('error', reject);
    socket.bind(port, '127.0.0.1', () => resolve(() => new Promise((done) => socket.close(() => done()))));
  });

const failWith = async (env: Readonly<Record<string, string>> = {}) =>
  startAndFail(tandemEnv({ dir: dir.path, env }, ports));

describe('a port in use', () => {
  it.each([
    ['TANDEM_API_PORT', occupyTcp],
    ['TANDEM_CP1_SIP_PORT', occupyTcp],
    ['TANDEM_CP2_SIP_PORT', occupyUdp],
    ['TANDEM_CP2_HTTP_PORT', occupyTcp],
    ['TANDEM_SMS1_HTTP_PORT', occupyTcp],
  ] as const)(
    '%s: says so, ends with 1, leaves nothing listening',
    async (key, occupy) => {
      const release = await occupy(ports[key]);
      try {
        const { code, output } = await failWith();
        expect(code).toBe(1);
        expect(output).toMatch(/^PORT_IN_USE: /m);
        expect(output).toContain(`127.0.0.1:${ports[key]}`);
        expect(output).toContain(key);
        expect(output).not.toMatch(/^\s+at /m);
        for (const [other, port] of portsOf(ports)) {
          if (other !== key) expect({ other, free: await canListenTcp(port) }).toEqual({ other, free: true });
        }
      } finally {
        await release();
      }
    },
    TIMEOUT_MS,
  );

  it(
    'spoils nothing: the next start serves what was there',
    async () => {
      const tandem = await RunningTandem.start({ dir: dir.path, ports });
      try {
        const { body } = await tandem.api.create('alice', 'wonderland');
        await tandem.stop();
        const release = await occupyTcp(ports.TANDEM_CP2_HTTP_PORT);
        expect(await failWith()).toMatchObject({ code: 1 });
        await release();
        await tandem.startAgain();
        expect((await tandem.api.read(body.sid)).body).toEqual(body);
      } finally {
        await tandem.stop();
      }
    },
    TIMEOUT_MS,
  );
});

const WRONG: readonly (readonly [Readonly<Record<string, string>>, string])[] = [
  [{ TANDEM_API_PROT: '8080' }, 'TANDEM_API_PROT is not a configuration key; did you mean TANDEM_API_PORT?'],
  [{ TANDEM_CP2_PROPAGATION: 'sometimes' }, 'TANDEM_CP2_PROPAGATION'],
  [{ SIP_DIGEST: 'sha1' }, 'SIP_DIGEST'],
  [{ ACCOUNT_SID: 'AC1' }, 'ACCOUNT_SID'],
  [{ SEALING_KEYS: 'k1:short' }, 'SEALING_KEYS'],
];

describe('a configuration that cannot be right', () => {
  it.each(WRONG)(
    'is refused, naming the key: %j',
    async (env, named) => {
      const { code, output } = await failWith(env);
      expect(code).toBe(1);
      expect(output).toMatch(/^CONFIG_INVALID: /m);
      expect(output).toContain(named);
      expect(output).not.toMatch(/^\s+at /m);
    },
    TIMEOUT_MS,
  );

  it(
    'is told in the processes of their own too, which need Kafka',
    async () => {
      for (const app of ['provisioning', 'call-processing', 'sms-worker'] as const) {
        const { code, output } = await startAndFail({ TANDEM_DATA: dir.path }, app);
        expect({ app, code }).toEqual({ app, code: 1 });
        expect(output).toMatch(/^CONFIG_INVALID: .*KAFKA_BROKERS/m);
      }
    },
    TIMEOUT_MS,
  );
});

describe('a data directory that cannot be used', () => {
  it(
    'is refused while another process uses it, which goes on undisturbed',
    async () => {
      const tandem = await RunningTandem.start({ dir: dir.path, ports });
      try {
        const others = await freeTandemPorts();
        const { code, output } = await startAndFail(tandemEnv({ dir: dir.path }, others));
        expect(code).toBe(1);
        expect(output).toMatch(/^DATA_DIR_LOCKED: /m);
        expect(output).toContain(dir.path);
        expect((await tandem.api.create('alice', 'wonderland')).status).toBe(201);
      } finally {
        await tandem.stop();
      }
    },
    TIMEOUT_MS,
  );

  it.each([
    ['below a file', (path: string) => join(path, 'file', 'data')],
    ['a file', (path: string) => join(path, 'file')],
  ])(
    'is refused: %s',
    async (_, pathOf) => {
      await writeFile(join(dir.path, 'file'), '');
      const { code, output } = await failWith({ TANDEM_DATA: pathOf(dir.path) });
      expect(code).toBe(1);
      expect(output).toMatch(/^DATA_DIR_UNUSABLE: .*TANDEM_DATA/m);
    },
    TIMEOUT_MS,
  );
});
