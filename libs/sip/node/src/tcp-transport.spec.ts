import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Flow, ParseOutcome } from '@tandem/sip';
import { plainRequest } from '@tandem/sip/testing';
import { waitFor } from '@tandem/testing';
import { TCP_LIMITS } from './tcp-limits.ts';
import type { TcpLimits } from './tcp-limits.ts';
import { TcpTransport } from './tcp-transport.ts';

interface Opened {
  readonly transport: TcpTransport;
  readonly messages: [ParseOutcome, Flow][];
  readonly closed: (string | undefined)[];
  readonly refused: string[];
  /** Moves the transport's clock and lets it look. */
  readonly pass: (ms: number) => void;
}

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

const open = async (limits: Partial<TcpLimits> = {}): Promise<Opened> => {
  let skew = 0;
  const messages: Opened['messages'] = [];
  const closed: Opened['closed'] = [];
  const refused: string[] = [];
  const transport = await TcpTransport.open('127.0.0.1', 0, {
    limits: { ...TCP_LIMITS, ...limits },
    prefix: 'tcp-test',
    now: () => performance.now() + skew,
    handlers: {
      onMessage: (message, flow) => messages.push([message, flow]),
      onClosed: (_flow, reason) => closed.push(reason),
      onRefused: (reason) => refused.push(reason),
    },
  });
  cleanUps.push(() => transport.close(0));
  const pass = (ms: number): void => {
    skew += ms;
    transport.checkTimes();
  };
  return { transport, messages, closed, refused, pass };
};

interface Client {
  readonly socket: Socket;
  readonly received: () => string;
  readonly ended: () => boolean;
}

const dial = async ({ transport }: Opened): Promise<Client> => {
  const socket = connect(transport.local.port, '127.0.0.1');
  cleanUps.push(() => socket.destroy());
  let received = '';
  let ended = false;
  socket.on('data', (chunk: Buffer) => (received += chunk.toString('latin1')));
  socket.on('error', () => undefined);
  socket.once('close', () => (ended = true));
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  return { socket, received: () => received, ended: () => ended };
};

const request = plainRequest();

describe('a connection', () => {
  it('gives the messages of a stream however it is cut, with the flow to answer by', async () => {
    const opened = await open();
    const { socket, received } = await dial(opened);
    const stream = Buffer.concat([request, request]);
    for (const octet of stream.subarray(0, 40)) socket.write(Buffer.of(octet));
    socket.write(stream.subarray(40));
    await waitFor(() => opened.messages.length === 2, { what: 'two messages' });
    const [outcome, flow] = opened.messages[0] ?? [];
    expect(outcome?.kind).toBe('message');
    expect(flow).toMatchObject({
      transport: 'tcp',
      remote: { address: '127.0.0.1', port: socket.localPort },
    });
    if (flow !== undefined) opened.transport.send(Buffer.from('answer'), flow);
    await waitFor(() => received() === 'answer');
  });

  it('answers each ping with a pong, a few at most for one chunk', async () => {
    const opened = await open();
    const { socket, received } = await dial(opened);
    socket.write('\r\n\r\n'.repeat(3));
    await waitFor(() => received() === '\r\n\r\n\r\n');
    socket.write('\r\n\r\n'.repeat(1000));
    await waitFor(() => received().length > 6);
    expect(received().length).toBeLessThanOrEqual(6 + 32);
  });

  it('is never named like one of before', async () => {
    const opened = await open();
    for (let i = 0; i < 3; i++) {
      const { socket } = await dial(opened);
      socket.write(request);
      await waitFor(() => opened.messages.length === i + 1);
      socket.destroy();
      await waitFor(() => opened.transport.size === 0);
    }
    expect(new Set(opened.messages.map(([, { connection }]) => connection)).size).toBe(3);
    expect(opened.closed).toEqual([undefined, undefined, undefined]);
  });

  it('hands on what cannot be read, and closes when the place of the next message is lost', async () => {
    const opened = await open();
    const { socket, ended } = await dial(opened);
    socket.write(plainRequest({ 'Content-Length': '-1' }));
    await waitFor(() => opened.messages.length === 1);
    expect(opened.messages[0]?.[0].kind).toBe('refused');
    await waitFor(ended, { what: 'the connection to end' });
    expect(opened.closed).toEqual(['framing']);
  });
});

describe('the limits of a connection', () => {
  const endsWith = async (opened: Opened, client: Client, reason: string): Promise<void> => {
    await waitFor(client.ended, { what: `the connection to end: ${reason}` });
    await waitFor(() => opened.closed.length > 0);
    expect(opened.closed).toEqual([reason]);
  };

  it('close one that never sends a message', async () => {
    const opened = await open();
    const client = await dial(opened);
    await waitFor(() => opened.transport.size === 1);
    opened.pass(29_000);
    expect(opened.transport.size).toBe(1);
    opened.pass(1001);
    await endsWith(opened, client, 'no-message');
  });

  it('close one whose message takes longer than 10 s, however steadily it trickles', async () => {
    const opened = await open();
    const client = await dial(opened);
    client.socket.write(request);
    await waitFor(() => opened.messages.length === 1);
    for (let second = 0; second < 11; second++) {
      client.socket.write(request.subarray(second, second + 1));
      await new Promise((resolve) => setTimeout(resolve, 20));
      opened.pass(1000);
    }
    await endsWith(opened, client, 'slow');
  });

  it('close one that is idle for longer than any registration', async () => {
    const opened = await open();
    const client = await dial(opened);
    client.socket.write(request);
    await waitFor(() => opened.messages.length === 1);
    opened.pass(3_600_000);
    expect(opened.transport.size).toBe(1);
    opened.pass(301_000);
    await endsWith(opened, client, 'idle');
  });

  it('close one that does not read its answers', async () => {
    const opened = await open({ maxUnsent: 64 * 1024 });
    const client = await dial(opened);
    client.socket.pause();
    client.socket.write(request);
    await waitFor(() => opened.messages.length === 1);
    const flow = opened.messages[0]?.[1];
    const answer = Buffer.alloc(64 * 1024);
    for (let i = 0; i < 200 && opened.transport.size > 0; i++) {
      if (flow !== undefined) opened.transport.send(answer, flow);
      await new Promise((resolve) => setImmediate(resolve));
    }
    client.socket.resume();
    await endsWith(opened, client, 'unread');
  });

  it('bear one that does not close its side, for two seconds', async () => {
    const opened = await open();
    const socket = connect({ port: opened.transport.local.port, host: '127.0.0.1', allowHalfOpen: true });
    cleanUps.push(() => socket.destroy());
    socket.on('error', () => undefined).resume();
    socket.write(plainRequest({ 'Content-Length': '-1' }));
    await new Promise<void>((resolve) => socket.once('end', resolve));
    expect(opened.transport.size).toBe(1);
    opened.pass(2000);
    await waitFor(() => opened.transport.size === 0);
  });

  it.each([
    ['of the listener', { maxConnections: 2 }],
    ['of one address', { maxPerAddress: 2 }],
  ])('refuse the third when two are the most %s', async (_what, limits) => {
    const opened = await open(limits);
    await dial(opened);
    const second = await dial(opened);
    const third = await dial(opened);
    await waitFor(third.ended, { what: 'the third to be closed' });
    expect(opened.refused).toEqual(['too-many']);
    second.socket.destroy();
    await waitFor(() => opened.transport.size === 1);
    const fourth = await dial(opened);
    fourth.socket.write(request);
    await waitFor(() => opened.messages.length === 1);
  });
});

describe('closing the listener', () => {
  it('sends what is waiting first', async () => {
    const opened = await open();
    const client = await dial(opened);
    client.socket.write(request);
    await waitFor(() => opened.messages.length === 1);
    const flow = opened.messages[0]?.[1];
    if (flow !== undefined) opened.transport.send(Buffer.from('last words'), flow);
    await opened.transport.close(1000);
    await waitFor(client.ended);
    expect(client.received()).toBe('last words');
  });

  it('does not wait longer than its grace for a peer who holds on', async () => {
    const opened = await open();
    const socket = connect({ port: opened.transport.local.port, host: '127.0.0.1', allowHalfOpen: true });
    socket.on('error', () => undefined).resume();
    await waitFor(() => opened.transport.size === 1);
    await opened.transport.close(50);
    expect(opened.transport.size).toBe(0);
    expect(opened.closed).toEqual(['stopping']);
    socket.destroy();
  });
});
