import type { Socket } from 'node:net';
import { StreamFramer } from '@tandem/sip';
import type { Flow, ParseOutcome, Source, StreamEvent } from '@tandem/sip';
import { plainAddress } from './socket-address.ts';
import type { CloseReason, TcpLimits } from './tcp-limits.ts';

export interface ConnectionHandlers {
  readonly onMessage: (message: ParseOutcome, flow: Flow) => void;
  readonly onClosed: (connection: TcpConnection, reason: CloseReason | undefined) => void;
}

export interface ConnectionInit {
  readonly socket: Socket;
  /** Where it leads, while that is not known from the socket. */
  readonly remote?: Source;
  readonly id: string;
  readonly local: Source;
  readonly limits: TcpLimits;
  readonly handlers: ConnectionHandlers;
  /** Monotonic milliseconds. */
  readonly now: () => number;
}

const CRLF = '\r\n';
/** A peer that pings more often within one chunk is not keeping anything alive. */
const MAX_PONGS = 16;
/** How long a peer may take to close its side when we have closed ours. */
const LINGER_MS = 2000;

/** One connection: cuts its octets into messages, answers its pings, and closes on a peer that breaks its limits. */
export class TcpConnection {
  readonly flow: Flow;
  readonly #init: ConnectionInit;
  readonly #framer = new StreamFramer();
  readonly #openedAt: number;
  #heardAt: number;
  #messageSince: number | undefined;
  #hadMessage = false;
  #reason: CloseReason | undefined;
  #finishedAt: number | undefined;

  constructor(init: ConnectionInit) {
    const { socket, id, local } = init;
    this.#init = init;
    this.#openedAt = this.#heardAt = init.now();
    const { remoteAddress = '', remotePort = 0 } = socket;
    const remote = init.remote ?? { address: plainAddress(remoteAddress), port: remotePort };
    this.flow = { transport: 'tcp', remote, local, connection: id };
    socket.setNoDelay(true);
    socket.setKeepAlive(true, 60_000);
    socket.on('data', (chunk: Buffer) => this.#take(chunk));
    // What went wrong does not matter: the connection is over.
    socket.on('error', () => socket.destroy());
    socket.once('close', () => init.handlers.onClosed(this, this.#reason));
  }

  /** @returns whether it was taken to be sent */
  send(octets: Buffer | string): boolean {
    const { socket, limits } = this.#init;
    if (this.#finishedAt !== undefined || !socket.writable) return false;
    socket.write(octets, 'latin1');
    if (socket.writableLength > limits.maxUnsent) this.abort('unread');
    return true;
  }

  /** Closes a connection that has used up one of its times. Call it every second or so. */
  checkTimes(now: number): void {
    const { limits } = this.#init;
    if (this.#finishedAt !== undefined) {
      if (now - this.#finishedAt >= LINGER_MS) this.#init.socket.destroy();
    } else if (this.#messageSince !== undefined && now - this.#messageSince >= limits.messageMs) {
      this.abort('slow');
    } else if (!this.#hadMessage && now - this.#openedAt >= limits.firstMessageMs) this.abort('no-message');
    else if (now - this.#heardAt >= limits.idleMs) this.abort('idle');
  }

  /**
   * Sends what is waiting, closes our side and reads nothing more. Not at once: octets that are left unread would reset
   * the connection and take our last answer with them.
   */
  finish(reason: CloseReason): void {
    if (this.#finishedAt !== undefined) return;
    this.#finishedAt = this.#init.now();
    this.#reason ??= reason;
    this.#init.socket.end();
  }

  /** Closes at once. */
  abort(reason: CloseReason): void {
    this.#finishedAt ??= this.#init.now();
    this.#reason ??= reason;
    this.#init.socket.destroy();
  }

  #take(chunk: Buffer): void {
    if (this.#finishedAt !== undefined) return;
    this.#heardAt = this.#init.now();
    for (const event of this.#framer.push(chunk)) {
      this.#handle(event);
      if (this.#hasFinished()) return;
    }
    if (this.#framer.pending === 0) this.#messageSince = undefined;
    else this.#messageSince ??= this.#heardAt;
  }

  #hasFinished(): boolean {
    return this.#finishedAt !== undefined;
  }

  #handle(event: StreamEvent): void {
    switch (event.kind) {
      case 'keep-alive':
        this.send(CRLF.repeat(Math.min(event.pings, MAX_PONGS)));
        return;
      case 'message':
      case 'dropped':
      case 'refused':
        this.#hadMessage = true;
        this.#messageSince = undefined;
        this.#init.handlers.onMessage(event, this.flow);
        // The place of the next message is lost (RFC 3261 §18.3).
        if (event.kind !== 'message' && event.close) this.finish('framing');
    }
  }
}
