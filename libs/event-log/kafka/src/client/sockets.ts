import { connect, isIP } from 'node:net';
import type { Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { TandemError } from '@tandem/kernel';
import type { ISocketFactory } from 'kafkajs';

const KEEP_ALIVE_MS = 60_000;

const closed = (): TandemError => new TandemError('CLOSED', 'this Kafka client was closed');

/**
 * The sockets of one kafkajs client. kafkajs has no way to give up: `disconnect` waits for requests in flight, and
 * retries connect again after it. Destroying its sockets, and refusing new ones, is what bounds both.
 */
export class Sockets {
  readonly #open = new Set<Socket>();
  #destroyed = false;

  readonly factory: ISocketFactory = ({ host, port, ssl, onConnect }) => {
    if (this.#destroyed) throw closed();
    const socket = ssl
      ? connectTls({ host, port, ...(isIP(host) === 0 && { servername: host }), ...ssl }, onConnect)
      : connect({ host, port }, onConnect);
    socket.setKeepAlive(true, KEEP_ALIVE_MS);
    // Requests are small and wait for answers: never hold one back for more.
    socket.setNoDelay(true);
    this.#open.add(socket);
    socket.once('close', () => this.#open.delete(socket));
    return socket;
  };

  get destroyed(): boolean {
    return this.#destroyed;
  }

  destroy(): void {
    this.#destroyed = true;
    // Without an error kafkajs would not notice, and leave its requests in flight.
    for (const socket of this.#open) socket.destroy(closed());
  }
}
