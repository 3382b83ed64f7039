import { createSocket } from 'node:dgram';
import type { Socket } from 'node:dgram';
import { afterEach, describe, expect, it } from '@jest/globals';
import { freeUdpTcpPort } from '@tandem/testing';
import { listen } from './listen.ts';
import type { Listeners } from './listen.ts';
import { TCP_LIMITS } from './tcp-limits.ts';

const env = { host: 'SIP_HOST', port: 'SIP_PORT' };
const udp = { onDatagram: () => undefined, onError: () => undefined };
const tcp = {
  limits: TCP_LIMITS,
  prefix: 'tcp-test',
  now: () => performance.now(),
  handlers: { onMessage: () => undefined, onClosed: () => undefined, onRefused: () => undefined },
};

const open: { close: (grace: number) => unknown }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close(0);
});

const listening = async (host: string, port: number): Promise<Listeners> => {
  const listeners = await listen({ host, port, env }, udp, tcp);
  open.push(listeners.udp, listeners.tcp);
  return listeners;
};

const messageOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'no error',
    (error: { code: string; message: string }) => `${error.code}: ${error.message}`,
  );

const blockUdp = (port: number): Promise<Socket> =>
  new Promise((resolve) => {
    const socket = createSocket('udp4');
    socket.bind({ port, address: '127.0.0.1', exclusive: true }, () => resolve(socket));
  });

describe('listen', () => {
  it('has one port for UDP and TCP, also when the system picks it', async () => {
    const { udp: datagrams, tcp: streams } = await listening('127.0.0.1', 0);
    expect(datagrams.local).toEqual(streams.local);
    expect(datagrams.local.port).toBeGreaterThan(0);
  });

  it('names the port in use and the setting to change (UDP), and gives TCP back', async () => {
    const port = await freeUdpTcpPort();
    const blocker = await blockUdp(port);
    expect(await messageOf(listening('127.0.0.1', port))).toBe(
      `PORT_IN_USE: cannot listen for SIP on 127.0.0.1:${port} (UDP): another process listens there; ` +
        'stop it, or set SIP_PORT to another port',
    );
    await new Promise<void>((resolve) => blocker.close(() => resolve()));
    expect((await listening('127.0.0.1', port)).tcp.local.port).toBe(port);
  });

  it('names an address that the machine does not have and the setting to change', async () => {
    expect(await messageOf(listening('192.0.2.99', 5060))).toBe(
      'PORT_IN_USE: cannot listen for SIP on 192.0.2.99:5060 (TCP): the machine has no such address; ' +
        'set SIP_HOST to one of its own',
    );
  });
});
