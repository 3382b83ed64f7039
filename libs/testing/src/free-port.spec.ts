import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { canListenTcp, freePort, freeUdpTcpPort } from './free-port.ts';

describe('freePort', () => {
  it('never gives the same port twice', async () => {
    const ports = await Promise.all(Array.from({ length: 50 }, freePort));
    expect(new Set(ports).size).toBe(50);
  });

  it('stays below the range of outgoing connections', async () => {
    const ports = await Promise.all(Array.from({ length: 50 }, freeUdpTcpPort));
    expect(Math.max(...ports)).toBeLessThan(32_768);
    expect(Math.min(...ports)).toBeGreaterThan(1024);
  });

  it('gives a port that a server can listen on, by UDP and TCP', async () => {
    const port = await freeUdpTcpPort();
    const server = createServer().listen(port, '127.0.0.1');
    const socket = createSocket('udp4').bind(port, '127.0.0.1');
    await Promise.all([once(server, 'listening'), once(socket, 'listening')]);
    await Promise.all([once(server.close(), 'close'), once(socket.close(), 'close')]);
  });
});

describe('canListenTcp', () => {
  it('tells a port in use from a free one', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    expect(await canListenTcp(port)).toBe(false);
    await once(server.close(), 'close');
    expect(await canListenTcp(port)).toBe(true);
  });
});
