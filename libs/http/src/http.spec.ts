import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { fastify } from 'fastify';
import type { FastifyInstance } from 'fastify';
import { addProbes, isOperator, listenHttp } from './index.ts';

const request = (remoteAddress: string, authorization?: string): IncomingMessage =>
  ({ socket: { remoteAddress }, headers: { authorization } }) as unknown as IncomingMessage;

describe('isOperator', () => {
  it.each(['127.0.0.1', '127.8.9.1', '::1', '::ffff:127.0.0.1'])('takes %s', (address) => {
    expect(isOperator(request(address), undefined)).toBe(true);
  });

  it.each(['10.0.0.1', '::ffff:10.0.0.1', '', '127.0.0.1.example', '1127.0.0.1'])(
    'refuses %j without a token',
    (address) => {
      expect(isOperator(request(address), 'secret')).toBe(false);
    },
  );

  it('takes the token from elsewhere, and no other', () => {
    expect(isOperator(request('10.0.0.1', 'Bearer secret'), 'secret')).toBe(true);
    expect(isOperator(request('10.0.0.1', 'Bearer other'), 'secret')).toBe(false);
    expect(isOperator(request('10.0.0.1', 'secret'), 'secret')).toBe(false);
    expect(isOperator(request('10.0.0.1', 'Bearer undefined'), undefined)).toBe(false);
  });
});

describe('listenHttp', () => {
  it('says which key to change when the port is in use', async () => {
    const holder = createServer();
    await new Promise<void>((done) => holder.listen(0, '127.0.0.1', done));
    const { port } = holder.address() as AddressInfo;
    const server = fastify();
    const app = {
      listen: (p: number, host: string) => server.listen({ port: p, host }),
      getUrl: async () => '',
    };
    await expect(listenHttp(app, { host: '127.0.0.1', port, key: 'TANDEM_API_PORT' })).rejects.toMatchObject({
      code: 'PORT_IN_USE',
      message: expect.stringMatching(new RegExp(`127.0.0.1:${port} .*TANDEM_API_PORT`)) as unknown,
    });
    await server.close();
    await new Promise((done) => holder.close(done));
  });
});

describe('probes', () => {
  let server: FastifyInstance;
  let ready = true;

  beforeEach(() => {
    server = fastify();
    addProbes(server, {
      ready: () => ({ ready, detail: { unit: 'cp-1' } }),
      metrics: (_request, response) => response.end('tandem_up 1\n'),
      operatorToken: undefined,
    });
  });
  afterEach(() => server.close());

  it('answer by what the process says of itself', async () => {
    expect((await server.inject('/health/live')).json()).toEqual({ status: 'live' });
    expect((await server.inject('/health/ready')).json()).toEqual({ status: 'ready', unit: 'cp-1' });
    ready = false;
    const refused = await server.inject('/health/ready');
    expect([refused.statusCode, refused.json()]).toEqual([503, { status: 'not ready', unit: 'cp-1' }]);
  });

  it('give metrics on loopback', async () => {
    expect((await server.inject('/metrics')).body).toBe('tandem_up 1\n');
    expect((await server.inject({ url: '/metrics', remoteAddress: '10.0.0.1' })).statusCode).toBe(403);
  });
});
