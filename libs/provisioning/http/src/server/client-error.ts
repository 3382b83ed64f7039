import { STATUS_CODES } from 'node:http';
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { problemOfParserError } from '../errors/problem-of-error.ts';
import type { Problem } from '../errors/problem.ts';
import { XML_REPRESENTATION } from '../negotiation/accept.ts';
import { problemEntity } from '../rendering/problem.ts';
import type { RequestObserver } from './observe-requests.ts';

/** Node keeps the response under way on its socket. */
type ServedSocket = Socket & { readonly _httpMessage?: ServerResponse | null };

const refuse = (socket: Socket, problem: Problem): void => {
  const body = problemEntity(problem).xml();
  socket.end(
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ''}\r\n` +
      `Content-Type: ${XML_REPRESENTATION.contentType}\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n` +
      `Connection: close\r\n\r\n${body}`,
    () => socket.destroy(),
  );
};

/**
 * Answers bytes that are not a request (400, 408, 413, 431) and closes the connection. An answer under way is not mixed
 * with this one: it belongs to the request before, unless that is the one whose body went wrong.
 */
export const clientErrorHandler =
  (observer: RequestObserver) =>
  (error: Error, socket: Socket): void => {
    const response = (socket as ServedSocket)._httpMessage ?? null;
    const earlier = response?.req.complete === true;
    if (!socket.writable || response?.headersSent === true) socket.destroy();
    else if (earlier) response.once('close', () => socket.destroy());
    else refuse(socket, problemOfParserError(error));
    if (response === null) {
      const { status } = problemOfParserError(error);
      observer.onRequest({ route: 'malformed', method: '-', status, durationMs: 0 });
    }
  };
