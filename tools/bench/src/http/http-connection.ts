import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { TandemError, withDeadline } from '@tandem/kernel';
import { monotonicMs } from '../harness/monotonic.ts';
import { LOOPBACK } from '../system/constants.ts';

export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
  readonly sentAt: number;
  readonly answeredAt: number;
}

interface Waiting {
  readonly sentAt: number;
  readonly resolve: (answer: HttpAnswer) => void;
  readonly reject: (error: Error) => void;
}

const HEAD_END = '\r\n\r\n';
const LENGTH = /\r\ncontent-length: (\d+)/i;
const STATUS_AT = 'HTTP/1.1 '.length;
const CONNECT_MS = 5000;

/**
 * A kept-alive connection that does just what a load needs: a request whose octets are ready, an answer with a
 * Content-Length. It takes far less of the machine than a client for all cases, so that the server gets it.
 */
export class HttpConnection {
  readonly #socket: Socket;
  #received = '';
  #waiting: Waiting | undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setEncoding('latin1').setNoDelay(true);
    socket.on('data', (chunk) => this.#take(String(chunk)));
    socket.on('error', (error) => this.#fail(error));
    socket.on('close', () => this.#fail(new TandemError('CLOSED', 'the server closed the connection')));
  }

  static async open(port: number): Promise<HttpConnection> {
    const socket = connect({ port, host: LOOPBACK });
    await withDeadline(once(socket, 'connect'), CONNECT_MS, 'connecting to the server');
    return new HttpConnection(socket);
  }

  /** Sends a whole request; one at a time. Throws when the connection ends first. */
  ask(request: string): Promise<HttpAnswer> {
    return new Promise((resolve, reject) => {
      this.#waiting = { sentAt: monotonicMs(), resolve, reject };
      this.#socket.write(request, 'latin1');
    });
  }

  close(): void {
    this.#waiting = undefined;
    this.#socket.destroy();
  }

  #take(chunk: string): void {
    this.#received += chunk;
    const headEnd = this.#received.indexOf(HEAD_END);
    if (headEnd < 0) return;
    const length = LENGTH.exec(this.#received.slice(0, headEnd))?.[1];
    if (length === undefined) {
      this.#fail(new TandemError('CONTRACT_VIOLATION', 'an answer has no Content-Length'));
      return;
    }
    const end = headEnd + HEAD_END.length + Number(length);
    if (this.#received.length < end) return;
    const waiting = this.#waiting;
    const status = Number(this.#received.slice(STATUS_AT, STATUS_AT + 3));
    const body = this.#received.slice(headEnd + HEAD_END.length, end);
    this.#received = '';
    this.#waiting = undefined;
    waiting?.resolve({ status, body, sentAt: waiting.sentAt, answeredAt: monotonicMs() });
  }

  #fail(error: Error): void {
    this.#waiting?.reject(error);
    this.#waiting = undefined;
  }
}
