import { connect, type Socket } from 'node:net';
import { ProxyPipe } from './proxy-pipe.ts';
import type { Direction, ProxyRules } from './proxy-rules.ts';

export interface ConnectionOptions {
  readonly id: number;
  readonly client: Socket;
  readonly target: { readonly host: string; readonly port: number };
  readonly rules: ProxyRules;
}

/** One client's connection through the proxy: two pipes, ended together. */
export class ProxiedConnection {
  readonly #client: Socket;
  readonly #target: Socket;
  readonly #pipes: Readonly<Record<Direction, ProxyPipe>>;
  /** Resolves when both sockets are closed. */
  readonly closed: Promise<unknown>;

  constructor({ id, client, target, rules }: ConnectionOptions) {
    this.#client = client;
    this.#target = connect({ ...target, allowHalfOpen: true });
    for (const socket of this.#sockets) {
      socket.setNoDelay(true);
      // What one end suffers, the other sees as a reset connection.
      socket.on('error', () => this.cut());
    }
    const pipe = (direction: Direction, from: Socket, to: Socket): ProxyPipe =>
      new ProxyPipe({ connection: id, direction, from, to, rules, cut: () => this.cut() });
    this.#pipes = {
      toTarget: pipe('toTarget', client, this.#target),
      toClient: pipe('toClient', this.#target, client),
    };
    this.closed = Promise.all(
      this.#sockets.map((socket) => new Promise((resolve) => socket.once('close', resolve))),
    );
  }

  /** Looks at the rules again: what was held may go on now. */
  wake(): void {
    this.#pipes.toTarget.wake();
    this.#pipes.toClient.wake();
  }

  /** Resets both ends; bytes on their way are lost. */
  cut(): void {
    for (const socket of this.#sockets) {
      if (socket.destroyed) continue;
      if (socket.connecting) socket.destroy();
      else socket.resetAndDestroy();
    }
  }

  get #sockets(): readonly Socket[] {
    return [this.#client, this.#target];
  }
}
