import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { ProxiedConnection } from './proxied-connection.ts';
import { type Direction, DIRECTIONS, type Interceptor, noRules, type ProxyRules } from './proxy-rules.ts';

export interface TcpProxyOptions {
  /** Where connections go; host 127.0.0.1 unless told otherwise. */
  readonly target: { readonly host?: string; readonly port: number };
  /** Port to listen on, 127.0.0.1. Default: a free one. */
  readonly port?: number;
}

const HOST = '127.0.0.1';

/** Starts a proxy on 127.0.0.1 through which faults of a network can be had at will. */
export async function startTcpProxy(options: TcpProxyOptions): Promise<TcpProxy> {
  const server = createServer({ allowHalfOpen: true });
  server.listen(options.port ?? 0, HOST);
  await once(server, 'listening');
  return new TcpProxy(server, { host: HOST, ...options.target });
}

/** All rules hold for present and later connections until changed. A direction left out means both. */
export class TcpProxy {
  readonly port: number;
  readonly #server: Server;
  readonly #target: { readonly host: string; readonly port: number };
  readonly #rules: ProxyRules = noRules();
  readonly #connections = new Set<ProxiedConnection>();
  #accepted = 0;
  #refusing = false;

  constructor(server: Server, target: { readonly host: string; readonly port: number }) {
    this.#server = server;
    this.#target = target;
    this.port = (server.address() as AddressInfo).port;
    server.on('connection', (client) => this.#accept(client));
  }

  /** Open connections now. */
  get connections(): number {
    return this.#connections.size;
  }

  /** Holds bytes; none are lost. */
  pause(direction?: Direction): void {
    this.#change(direction, (each) => this.#rules.paused.add(each));
  }

  resume(direction?: Direction): void {
    this.#change(direction, (each) => this.#rules.paused.delete(each));
  }

  /** Hands bytes on this many milliseconds after they came, in order; 0 ends it. */
  delay(ms: number, direction?: Direction): void {
    this.#change(direction, (each) => (this.#rules.delayMs[each] = ms));
  }

  /** Loses bytes that come from now on, while the connection stays open. */
  drop(direction?: Direction): void {
    this.#change(direction, (each) => this.#rules.dropped.add(each));
  }

  stopDropping(direction?: Direction): void {
    this.#change(direction, (each) => this.#rules.dropped.delete(each));
  }

  /** Asks about each chunk before all other rules; one interceptor at a time, undefined ends it. */
  intercept(interceptor: Interceptor | undefined): void {
    this.#rules.interceptor = interceptor;
  }

  /** Resets all connections there are; new ones are welcome. */
  cut(): void {
    for (const connection of this.#connections) connection.cut();
  }

  /** Resets new connections as they come, as if the target had died; those there are stay. */
  refuse(): void {
    this.#refusing = true;
  }

  accept(): void {
    this.#refusing = false;
  }

  /** Resets all connections and stops listening. May be called twice. */
  async close(): Promise<void> {
    const closed = this.#server.listening ? once(this.#server, 'close') : undefined;
    this.#server.close();
    const ended = [...this.#connections].map((connection) => connection.closed);
    this.cut();
    await Promise.all([closed, ...ended]);
  }

  #accept(client: Socket): void {
    if (this.#refusing) {
      client.resetAndDestroy();
      return;
    }
    const id = ++this.#accepted;
    const connection = new ProxiedConnection({ id, client, target: this.#target, rules: this.#rules });
    this.#connections.add(connection);
    void connection.closed.then(() => this.#connections.delete(connection));
  }

  #change(direction: Direction | undefined, rule: (direction: Direction) => void): void {
    for (const each of direction === undefined ? DIRECTIONS : [direction]) rule(each);
    for (const connection of this.#connections) connection.wake();
  }
}
