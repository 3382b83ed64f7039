import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { problemOfParserError } from '../errors/problem-of-error.ts';
import { XML_REPRESENTATION } from '../negotiation/accept.ts';
import { problemEntity } from '../rendering/problem.ts';
import type { RequestObserver } from './observe-requests.ts';

/** Node keeps the response under way on its socket. */
type BusySocket = Socket & { readonly _httpMessage?: unknown };

/** Answers bytes that are not a request (400, 408, 413, 431) and closes the connection. */
export const clientErrorHandler =
  (observer: RequestObserver) =>
  (error: Error, socket: Socket): void => {
    const answering = (socket as BusySocket)._httpMessage != null;
    // An answer under way must not be mixed with this one, and nobody reads after a reset.
    if (answering || !socket.writable || (error as { code?: unknown }).code === 'ECONNRESET') {
      socket.destroy();
      return;
    }
    const problem = problemOfParserError(error);
    const body = problemEntity(problem).xml();
    socket.end(
      `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ''}\r\n` +
        `Content-Type: ${XML_REPRESENTATION.contentType}\r\n` +
        `Content-Length: ${Buffer.byteLength(body)}\r\n` +
        `Connection: close\r\n\r\n${body}`,
      () => socket.destroy(),
    );
    observer.onRequest({ route: 'malformed', method: '-', status: problem.status, durationMs: 0 });
  };
