import { hash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const BEARER = /^Bearer ([!-~]{1,256})$/i;

const digest = (text: string): Buffer => hash('sha256', text, 'buffer');

/** Whether a request carries this token as `Authorization: Bearer`; takes as long for a wrong one as for the right. */
export const carriesToken = ({ headers }: IncomingMessage, token: string | undefined): boolean => {
  const given = BEARER.exec(headers.authorization ?? '')?.[1];
  return token !== undefined && given !== undefined && timingSafeEqual(digest(given), digest(token));
};
