import { createSocket } from 'node:dgram';
import type { Socket as UdpSocket } from 'node:dgram';
import { connect } from 'node:net';
import type { Socket as TcpSocket } from 'node:net';
import { parseMessage, StreamFramer } from '@tandem/sip';
import type { SipResponse, Source } from '@tandem/sip';

/** A phone's socket: octets out, responses in. */
export interface PhoneWire {
  readonly transport: 'udp' | 'tcp';
  readonly local: Source;
  send(octets: Buffer): void;
  /** Whether the other side has closed; never for UDP. */
  readonly closed: boolean;
  close(): Promise<void>;
}

export interface WireHandlers {
  readonly onResponse: (response: SipResponse) => void;
  /** Octets that are no response: keep-alives, requests. */
  readonly onOther: (octets: Buffer) => void;
}

const openUdp = (server: Source, handlers: WireHandlers): Promise<PhoneWire> =>
  new Promise((resolve, reject) => {
    const socket: UdpSocket = createSocket(server.address.includes(':') ? 'udp6' : 'udp4');
    socket.once('error', reject);
    socket.on('message', (octets) => {
      const outcome = parseMessage(octets, { transport: 'datagram' });
      if (outcome.kind === 'message' && outcome.message.kind === 'response') {
        handlers.onResponse(outcome.message);
      } else handlers.onOther(octets);
    });
    socket.bind(0, server.address.includes(':') ? '::1' : '127.0.0.1', () => {
      const { address, port } = socket.address();
      resolve({
        transport: 'udp',
        local: { address, port },
        closed: false,
        send: (octets) => socket.send(octets, server.port, server.address),
        close: () => new Promise((done) => socket.close(() => done())),
      });
    });
  });

const readStream = (socket: TcpSocket, handlers: WireHandlers): void => {
  const framer = new StreamFramer();
  socket.on('data', (chunk: Buffer) => {
    if (chunk.toString('latin1') === '\r\n') handlers.onOther(chunk);
    for (const event of framer.push(chunk)) {
      if (event.kind === 'message' && event.message.kind === 'response') handlers.onResponse(event.message);
    }
  });
};

const openTcp = (server: Source, handlers: WireHandlers): Promise<PhoneWire> =>
  new Promise((resolve, reject) => {
    const socket = connect(server.port, server.address);
    let closed = false;
    socket.once('error', reject);
    socket.once('close', () => (closed = true));
    socket.once('connect', () => {
      socket.on('error', () => socket.destroy());
      readStream(socket, handlers);
      resolve({
        transport: 'tcp',
        local: { address: socket.localAddress ?? '', port: socket.localPort ?? 0 },
        get closed() {
          return closed;
        },
        send: (octets) => void socket.write(octets),
        close: () =>
          new Promise((done) => {
            if (closed) return done();
            socket.once('close', () => done());
            socket.destroy();
          }),
      });
    });
  });

/** Opens a phone's socket on loopback. */
export const openWire = (
  transport: 'udp' | 'tcp',
  server: Source,
  handlers: WireHandlers,
): Promise<PhoneWire> => (transport === 'udp' ? openUdp(server, handlers) : openTcp(server, handlers));
