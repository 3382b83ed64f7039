import { connect, createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import type { Flow, ParseOutcome, Source } from '@tandem/sip';
import { TcpConnection } from './tcp-connection.ts';
import type { CloseReason, TcpLimits } from './tcp-limits.ts';

export interface TcpHandlers {
  readonly onMessage: (message: ParseOutcome, flow: Flow) => void;
  /** The connection is over; `reason` when it was closed from here. */
  readonly onClosed: (flow: Flow, reason: CloseReason | undefined) => void;
  /** A connection that was not taken. */
  readonly onRefused: (reason: CloseReason) => void;
}

export interface TcpOptions {
  readonly limits: TcpLimits;
  readonly handlers: TcpHandlers;
  /** Begins the names of connections: they must differ from those of earlier runs, which may be in a store. */
  readonly prefix: string;
  /** Monotonic milliseconds. */
  readonly now: () => number;
}

const BACKLOG = 1024;
/** How long another unit may take to be reached. */
const CONNECT_MS = 3000;

/** One TCP listener with its connections. */
export class TcpTransport {
  readonly local: Source;
  readonly #server: Server;
  readonly #options: TcpOptions;
  readonly #connections = new Map<string, TcpConnection>();
  readonly #perAddress = new Map<string, number>();
  /** Connections that were opened from here, by where they lead. */
  readonly #opened = new Map<string, string>();
  #count = 0;
  #onEmpty: (() => void) | undefined;

  private constructor(server: Server, options: TcpOptions) {
    this.#server = server;
    this.#options = options;
    const bound = server.address();
    this.local =
      bound === null || typeof bound === 'string'
        ? { address: '', port: 0 }
        : { address: bound.address, port: bound.port };
    server.on('connection', (socket: Socket) => this.#accept(socket));
    // A connection that failed while it was accepted; the listener goes on.
    server.on('error', () => options.handlers.onRefused('too-many'));
  }

  /** Binds; rejects with the system's error. */
  static open(host: string, port: number, options: TcpOptions): Promise<TcpTransport> {
    const server = createServer({ pauseOnConnect: false });
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen({ host, port, backlog: BACKLOG, exclusive: true }, () => {
        server.off('error', reject);
        resolve(new TcpTransport(server, options));
      });
    });
  }

  get size(): number {
    return this.#connections.size;
  }

  /**
   * Over the connection of the flow; nothing when that is closed (the phone asks again over another). A flow without one
   * leads to another unit: over a connection that is opened for it. @returns whether it was taken to be sent
   */
  send(octets: Buffer, flow: Flow): boolean {
    if (flow.connection === undefined) return this.#to(flow.remote).send(octets);
    return this.#connections.get(flow.connection)?.send(octets) ?? false;
  }

  /** Closes connections whose time is up. Call it every second or so. */
  checkTimes(): void {
    const now = this.#options.now();
    for (const connection of this.#connections.values()) connection.checkTimes(now);
  }

  /** Takes no more connections, sends what is waiting, and closes the rest after `graceMs`. */
  async close(graceMs: number): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    const empty = new Promise<void>((resolve) => {
      this.#onEmpty = resolve;
      if (this.#connections.size === 0) resolve();
    });
    for (const connection of this.#connections.values()) connection.finish('stopping');
    const timer = setTimeout(() => {
      for (const connection of this.#connections.values()) connection.abort('stopping');
    }, graceMs);
    await Promise.all([closed, empty]);
    clearTimeout(timer);
  }

  /** The connection to another unit, opened when there is none; what is sent meanwhile waits in it. */
  #to(remote: Source): TcpConnection {
    const name = `${remote.address}:${remote.port}`;
    const known = this.#connections.get(this.#opened.get(name) ?? '');
    if (known !== undefined) return known;
    const socket = connect({ host: remote.address, port: remote.port });
    socket.setTimeout(CONNECT_MS, () => socket.destroy());
    socket.once('connect', () => socket.setTimeout(0));
    const connection = this.#keep(socket, remote);
    this.#opened.set(name, connection.flow.connection ?? '');
    return connection;
  }

  #keep(socket: Socket, remote?: Source): TcpConnection {
    const { limits, handlers, prefix, now } = this.#options;
    this.#count += 1;
    const connection = new TcpConnection({
      socket,
      ...(remote && { remote }),
      id: `${prefix}-${this.#count}`,
      local: this.local,
      limits,
      now,
      handlers: { onMessage: handlers.onMessage, onClosed: (closed, reason) => this.#closed(closed, reason) },
    });
    const { address } = connection.flow.remote;
    this.#connections.set(connection.flow.connection ?? '', connection);
    this.#perAddress.set(address, (this.#perAddress.get(address) ?? 0) + 1);
    return connection;
  }

  #accept(socket: Socket): void {
    const { limits, handlers } = this.#options;
    const connection = this.#keep(socket);
    const ofAddress = this.#perAddress.get(connection.flow.remote.address) ?? 0;
    if (this.#connections.size <= limits.maxConnections && ofAddress <= limits.maxPerAddress) return;
    handlers.onRefused('too-many');
    connection.abort('too-many');
  }

  #closed({ flow }: TcpConnection, reason: CloseReason | undefined): void {
    this.#connections.delete(flow.connection ?? '');
    const name = `${flow.remote.address}:${flow.remote.port}`;
    if (this.#opened.get(name) === flow.connection) this.#opened.delete(name);
    const left = (this.#perAddress.get(flow.remote.address) ?? 1) - 1;
    if (left === 0) this.#perAddress.delete(flow.remote.address);
    else this.#perAddress.set(flow.remote.address, left);
    this.#options.handlers.onClosed(flow, reason);
    if (this.#connections.size === 0) this.#onEmpty?.();
  }
}
