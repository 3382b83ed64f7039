import { hash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const LOOPBACK = /^(?:::ffff:)?127\.\d{1,3}\.\d{1,3}\.\d{1,3}$|^::1$/;
const BEARER = /^Bearer ([!-~]{1,256})$/i;

const equal = (a: string, b: string): boolean =>
  timingSafeEqual(hash('sha256', a, 'buffer'), hash('sha256', b, 'buffer'));

/**
 * Whether the peer may see operators' pages: it is on loopback by its socket's address (never by a header), or carries
 * the operator token as `Authorization: Bearer`. Behind a proxy on the same host everybody is on loopback: let the
 * proxy refuse these pages.
 */
export const isOperator = (request: IncomingMessage, token: string | undefined): boolean => {
  if (LOOPBACK.test(request.socket.remoteAddress ?? '')) return true;
  const given = BEARER.exec(request.headers.authorization ?? '')?.[1];
  return token !== undefined && given !== undefined && equal(given, token);
};
