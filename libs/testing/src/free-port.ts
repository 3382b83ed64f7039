import { randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';
import { TestingError } from './testing-error.ts';

/**
 * Ports are taken from below the range that systems use for outgoing connections (Linux 32768 up, macOS and
 * Windows 49152 up). A port of that range is not safe across the restart of a server: while it is down, a client
 * trying to reconnect can be given the very same port as its own and connect to itself.
 */
const LOWEST = 15_000;
const HIGHEST = 32_767;
const ATTEMPTS = 200;
const HOST = '127.0.0.1';

const handedOut = new Set<number>();

/**
 * A TCP port on 127.0.0.1 that nobody listens on now, never given out twice by this process. Use it only where a
 * port must be known before the server starts, or kept over a restart; otherwise listen on port 0.
 *
 * @throws TestingError NO_FREE_PORT
 */
export function freePort(): Promise<number> {
  return pick(canListenTcp);
}

/** As {@link freePort}, free for both UDP and TCP: a SIP port. */
export function freeUdpTcpPort(): Promise<number> {
  return pick(async (port) => (await canListenTcp(port)) && (await canBindUdp(port)));
}

/** Whether a TCP server could listen on this port of 127.0.0.1 now. */
export function canListenTcp(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: HOST, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

function canBindUdp(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4');
    socket.once('error', () => {
      socket.close();
      resolve(false);
    });
    socket.bind({ port, address: HOST, exclusive: true }, () => socket.close(() => resolve(true)));
  });
}

async function pick(isFree: (port: number) => Promise<boolean>): Promise<number> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const port = randomInt(LOWEST, HIGHEST + 1);
    if (handedOut.has(port)) continue;
    handedOut.add(port);
    if (await isFree(port)) return port;
  }
  throw new TestingError(
    'NO_FREE_PORT',
    `no free port between ${LOWEST} and ${HIGHEST} in ${ATTEMPTS} attempts`,
  );
}
