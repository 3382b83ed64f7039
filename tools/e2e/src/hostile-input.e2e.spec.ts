import { createSocket } from 'node:dgram';
import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { seededRandom } from '@tandem/kernel/testing';
import { hostileMessages, rfc4475Corpus } from '@tandem/sip/fuzzing';
import { tempDir } from '@tandem/testing';
import type { TempDir } from '@tandem/testing';
import { registersWith } from './testing/phone.ts';
import { RunningTandem } from './testing/running-tandem.ts';

const seed = Number(process.env['E2E_SEED'] ?? Date.now() % 1_000_000);
const random = seededRandom(seed);
/** The most that one datagram over IPv4 can carry. */
const DATAGRAM = 65_507;
const STREAM_NOISE = 65_536;

let dir: TempDir;
let tandem: RunningTandem;
let pid: number;
beforeAll(async () => {
  process.stderr.write(`hostile input: E2E_SEED=${seed}\n`);
  dir = await tempDir('tandem-e2e-');
  tandem = await RunningTandem.start({ dir: dir.path });
  pid = tandem.pid;
  expect((await tandem.api.create('alice', 'wonderland')).status).toBe(201);
});
afterAll(async () => {
  await tandem.stop();
  await dir.remove();
});

// Whatever was sent: the same process is up, a phone registers over both transports, the API answers.
afterEach(async () => {
  expect({ pid: tandem.pid, running: tandem.running() }).toEqual({ pid, running: true });
  const phone = { server: tandem.cp1.sip, login: 'alice', password: 'wonderland' };
  await registersWith({ ...phone, transport: 'udp' }, { status: 200 });
  await registersWith({ ...phone, transport: 'tcp' }, { status: 200 });
  expect(await tandem.api.list()).toMatchObject({ status: 200, body: [{ login: 'alice' }] });
  expect(tandem.output()).not.toMatch(/uncaught|unhandled/i);
});

const sendDatagrams = async (datagrams: readonly Buffer[]): Promise<void> => {
  const socket = createSocket('udp4');
  socket.on('error', () => undefined);
  for (const octets of datagrams) {
    await new Promise<void>((resolve) => {
      socket.send(octets.subarray(0, DATAGRAM), tandem.cp1.sip.port, '127.0.0.1', () => resolve());
    });
  }
  await new Promise<void>((resolve) => socket.close(() => resolve()));
};

interface Sent {
  readonly port: number;
  readonly octets: Buffer | string;
  /** Breaks off with a reset after the last octet. Default: waits for the other side, at most `waitMs`. */
  readonly reset?: boolean;
  readonly waitMs?: number;
}

/** Writes octets to a fresh connection and returns what came back. */
const sendStream = ({ port, octets, reset = false, waitMs = 500 }: Sent): Promise<string> =>
  new Promise((resolve) => {
    let heard = '';
    const socket = connect(port, '127.0.0.1');
    const timer = setTimeout(() => socket.destroy(), waitMs);
    socket.on('data', (chunk: Buffer) => (heard += chunk.toString('latin1')));
    socket.on('error', () => undefined);
    socket.once('close', () => {
      clearTimeout(timer);
      resolve(heard);
    });
    socket.once('connect', () => {
      socket.write(octets, () => reset && socket.resetAndDestroy());
    });
  });

describe('hostile SIP', () => {
  it('takes 64 KiB of noise over UDP, again and again', async () => {
    await sendDatagrams(Array.from({ length: 50 }, () => random.bytes(DATAGRAM)));
  });

  it('takes the messages of RFC 4475 over UDP, five times', async () => {
    const corpus = rfc4475Corpus().map(({ octets }) => octets);
    await sendDatagrams([...corpus, ...corpus, ...corpus, ...corpus, ...corpus]);
  });

  it('takes messages made to be slow', async () => {
    await sendDatagrams(hostileMessages().map(({ octets }) => octets));
  });

  it('takes streams that break off, with and without a reset', async () => {
    const { port } = tandem.cp1.sip;
    const corpus = rfc4475Corpus();
    await Promise.all(
      corpus.map(({ octets }, n) => {
        const cut = octets.subarray(0, Math.floor(octets.length * random.float()));
        return sendStream({ port, octets: cut, reset: n % 2 === 0 });
      }),
    );
  });

  it('takes noise over TCP', async () => {
    const { port } = tandem.cp1.sip;
    await Promise.all(
      Array.from({ length: 10 }, () => sendStream({ port, octets: random.bytes(STREAM_NOISE) })),
    );
  });

  it('takes connections that say nothing, and more of them than one would open', async () => {
    const { port } = tandem.cp1.sip;
    await Promise.all(Array.from({ length: 100 }, () => sendStream({ port, octets: '', waitMs: 300 })));
  });
});

const HTTP: readonly (readonly [string, string])[] = [
  ['no request line', 'hello\r\n\r\n'],
  ['a wrong version', 'GET / HTTP/9.9\r\nHost: x\r\n\r\n'],
  ['a header without a colon', 'GET / HTTP/1.1\r\nHost x\r\n\r\n'],
  ['two lengths', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'],
  [
    'a length and chunks',
    'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  ],
  ['a negative length', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n'],
  ['a chunk size that is none', 'POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n'],
  ['a header of 100 KB', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(100_000)}\r\n\r\n`],
  ['NUL in a header', 'GET / HTTP/1.1\r\nHost: x\r\nX: \0\r\n\r\n'],
];

describe('malformed HTTP', () => {
  it.each(HTTP)('is refused by the API and by a unit: %s', async (_, octets) => {
    for (const port of [tandem.ports.TANDEM_API_PORT, tandem.ports.TANDEM_CP1_HTTP_PORT]) {
      const heard = await sendStream({ port, octets, waitMs: 3000 });
      expect(heard).toMatch(/^HTTP\/1\.1 4\d\d /);
    }
  });

  it('may break off in the middle of a body', async () => {
    const { accountSid, authToken } = tandem.api.credentials;
    const path = new URL(`${tandem.api.account}/Clients.json`).pathname;
    const head = [
      `POST ${path} HTTP/1.1`,
      'Host: x',
      `Authorization: Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`,
      'Content-Type: application/x-www-form-urlencoded',
      'Content-Length: 1000',
    ].join('\r\n');
    const port = tandem.ports.TANDEM_API_PORT;
    await sendStream({ port, octets: `${head}\r\n\r\nLogin=mallory&Password=x`, reset: true });
  });

  it('is noise, too', async () => {
    const ports = [tandem.ports.TANDEM_API_PORT, tandem.ports.TANDEM_SMS1_HTTP_PORT];
    await Promise.all(ports.map((port) => sendStream({ port, octets: random.bytes(STREAM_NOISE) })));
  });
});
