import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { waitFor } from '@tandem/testing';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';

/** Answers each byte with its upper-case letter and keeps what it received. */
class Shouter {
  received = '';
  readonly sockets = new Set<Socket>();
  readonly #server: Server = createServer((socket) => {
    this.sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', (data) => {
      this.received += data.toString();
      socket.write(data.toString().toUpperCase());
    });
  });

  async listen(): Promise<number> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return (this.#server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await once(this.#server.close(), 'close');
  }
}

class Client {
  heard = '';
  state: 'open' | 'ended' | 'reset' | 'closed' = 'open';
  readonly socket: Socket;

  constructor(port: number) {
    this.socket = connect(port, '127.0.0.1');
    this.socket.setNoDelay(true);
    this.socket.on('data', (data) => (this.heard += data.toString()));
    this.socket.on('error', () => (this.state = 'reset'));
    this.socket.on('end', () => (this.state = 'ended'));
  }

  say(text: string): void {
    this.socket.write(text);
  }

  hears(text: string): Promise<boolean> {
    return waitFor(() => this.heard === text, { what: `"${text}", heard "${this.heard}"` });
  }

  isReset(): Promise<boolean> {
    return waitFor(() => this.state === 'reset', { what: 'a reset' });
  }
}

let target: Shouter;
let proxy: TcpProxy;
let clients: Client[];

function client(): Client {
  const made = new Client(proxy.port);
  clients.push(made);
  return made;
}

beforeEach(async () => {
  clients = [];
  target = new Shouter();
  proxy = await startTcpProxy({ target: { port: await target.listen() } });
});

afterEach(async () => {
  for (const { socket } of clients) socket.destroy();
  await proxy.close();
  await target.close();
});

describe('TcpProxy', () => {
  it('hands bytes on both ways, and the end of a side', async () => {
    const one = client();
    one.say('hello');
    await one.hears('HELLO');
    expect(proxy.connections).toBe(1);
    one.socket.end();
    for (const socket of target.sockets) await once(socket, 'close');
    await waitFor(() => one.state === 'ended' && proxy.connections === 0);
  });

  it('carries more than all buffers hold, in order', async () => {
    const one = client();
    const text = Array.from({ length: 400_000 }, (_, index) => `${index},`).join('');
    one.say(text);
    await one.hears(text);
  });

  it('waits for a client that does not read, and loses nothing', async () => {
    const one = client();
    one.socket.pause();
    const text = '0123456789abcdef'.repeat(1_000_000);
    one.say(text);
    await waitFor(() => target.received.length === text.length);
    one.socket.resume();
    await waitFor(() => one.heard.length === text.length);
    expect(one.heard === text.toUpperCase()).toBe(true);
  });

  it('holds bytes of one direction while paused and loses none', async () => {
    const one = client();
    one.say('a');
    await one.hears('A');
    proxy.pause('toClient');
    one.say('b');
    await waitFor(() => target.received === 'ab');
    one.say('c');
    await waitFor(() => target.received === 'abc');
    expect(one.heard).toBe('A');
    proxy.resume();
    await one.hears('ABC');
  });

  it('pauses connections that come later, too', async () => {
    proxy.pause();
    const one = client();
    one.say('late');
    await waitFor(() => proxy.connections === 1);
    expect(target.received).toBe('');
    proxy.resume();
    await one.hears('LATE');
  });

  it('loses bytes of one direction while dropping', async () => {
    const one = client();
    let back = '';
    proxy.intercept(({ direction, data }) => {
      if (direction === 'toClient') back += data.toString();
      return 'forward';
    });
    proxy.drop('toClient');
    one.say('lost');
    // What the target sent may still be on its way to the proxy when the target has received all.
    await waitFor(() => back === 'LOST');
    proxy.stopDropping();
    one.say('!');
    await one.hears('!');
    expect(one.heard).not.toContain('LOST');
  });

  it('delays bytes, in order, also when the delay shrinks', async () => {
    const one = client();
    const since = performance.now();
    let taken = 0;
    proxy.intercept(() => (++taken, 'forward'));
    proxy.delay(60, 'toTarget');
    one.say('slow ');
    await waitFor(() => taken === 1);
    proxy.delay(0);
    one.say('quick');
    await one.hears('SLOW QUICK');
    expect(performance.now() - since).toBeGreaterThanOrEqual(59);
  });

  it('cuts the connections there are and takes new ones', async () => {
    const one = client();
    one.say('x');
    await one.hears('X');
    proxy.cut();
    await one.isReset();
    const two = client();
    two.say('y');
    await two.hears('Y');
  });

  it('refuses new connections and keeps the old ones', async () => {
    const one = client();
    one.say('x');
    await one.hears('X');
    proxy.refuse();
    await client().isReset();
    one.say('y');
    await one.hears('XY');
    proxy.accept();
    const three = client();
    three.say('z');
    await three.hears('Z');
  });

  it('lets an interceptor see and lose single chunks', async () => {
    const seen: string[] = [];
    proxy.intercept(({ connection, direction, data }) => {
      seen.push(`${connection} ${direction} ${data.toString()}`);
      return data.toString() === 'SECRET' ? 'drop' : 'forward';
    });
    const one = client();
    one.say('open');
    await one.hears('OPEN');
    one.say('secret');
    await waitFor(() => seen.length === 4);
    one.say('end');
    await one.hears('OPENEND');
    expect(seen.slice(0, 4)).toEqual([
      '1 toTarget open',
      '1 toClient OPEN',
      '1 toTarget secret',
      '1 toClient SECRET',
    ]);
  });

  it('resets the connection on the verdict "cut": the target has the request, the client no answer', async () => {
    proxy.intercept(({ direction }) => (direction === 'toClient' ? 'cut' : 'forward'));
    const one = client();
    one.say('done?');
    await one.isReset();
    expect([target.received, one.heard]).toEqual(['done?', '']);
  });

  it('resets the client when nobody listens at the target', async () => {
    await target.close();
    await client().isReset();
    target = new Shouter();
    await target.listen();
  });

  it('closes with connections open and paused, twice if asked', async () => {
    const one = client();
    await waitFor(() => proxy.connections === 1);
    proxy.pause();
    one.say('never');
    await proxy.close();
    await proxy.close();
    await one.isReset();
  });
});
