import { createSocket } from 'node:dgram';
import type { Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import type { Source } from '@tandem/sip';
import { plainAddress } from './socket-address.ts';

export interface UdpHandlers {
  /** One datagram; `remote` is an object of its own for each. */
  readonly onDatagram: (octets: Buffer, remote: Source) => void;
  /** Something the socket met; it goes on. */
  readonly onError: (error: unknown) => void;
}

/** Room for a burst: the system's default holds some 200 requests. */
const RECEIVE_BUFFER_BYTES = 4 * 1024 * 1024;

type Lookup = (
  hostname: string,
  options: unknown,
  callback: (error: null, address: string, family: number) => void,
) => void;

/** Addresses are never names here: looking one up would cost a microsecond and a turn of the event loop. */
const noLookup =
  (family: 4 | 6): Lookup =>
  (hostname, _options, callback) =>
    callback(null, hostname, family);

const openSocket = (host: string): Socket =>
  isIPv6(host)
    ? createSocket({ type: 'udp6', lookup: noLookup(6) })
    : createSocket({ type: 'udp4', lookup: noLookup(4) });

/** One UDP socket. */
export class UdpTransport {
  readonly #socket: Socket;
  readonly local: Source;
  #closed = false;

  private constructor(socket: Socket, handlers: UdpHandlers) {
    this.#socket = socket;
    const { address, port } = socket.address();
    this.local = { address, port };
    try {
      socket.setRecvBufferSize(RECEIVE_BUFFER_BYTES);
    } catch (error) {
      handlers.onError(error);
    }
    socket.on('message', (octets, { address: from, port: fromPort }) => {
      handlers.onDatagram(octets, { address: plainAddress(from), port: fromPort });
    });
    socket.on('error', handlers.onError);
  }

  /** Binds; rejects with the system's error. */
  static open(host: string, port: number, handlers: UdpHandlers): Promise<UdpTransport> {
    const socket = openSocket(host);
    return new Promise((resolve, reject) => {
      const fail = (error: Error): void => {
        socket.close();
        reject(error);
      };
      socket.once('error', fail);
      socket.bind({ address: host, port, exclusive: true }, () => {
        socket.off('error', fail);
        resolve(new UdpTransport(socket, handlers));
      });
    });
  }

  /** Sends and forgets: a datagram that is lost is the sender's to ask for again. */
  send(octets: Buffer, to: Source): void {
    if (!this.#closed) this.#socket.send(octets, to.port, to.address);
  }

  close(): Promise<void> {
    if (this.#closed) return Promise.resolve();
    this.#closed = true;
    return new Promise((resolve) => this.#socket.close(() => resolve()));
  }
}
