import { createRequest } from './create-request.ts';
import { HttpConnection } from './http-connection.ts';
import type { Hold } from './load-questions.ts';

/** The longest that the Management API lets a caller wait. */
const WAIT_SECONDS = 60;
/** Connections opened at a time: a listener's backlog is 511 by default. */
const AT_A_TIME = 100;

let held: HttpConnection[] = [];

export const hold = async ({ port, callers, prefix }: Hold): Promise<null> => {
  for (let from = 0; from < callers; from += AT_A_TIME) {
    const count = Math.min(AT_A_TIME, callers - from);
    const opened = await Promise.all(Array.from({ length: count }, () => HttpConnection.open(port)));
    opened.forEach((connection, index) => {
      // Never answered: the caller hangs up first.
      connection.ask(createRequest(`${prefix}-${from + index}`, WAIT_SECONDS)).catch(() => undefined);
    });
    held.push(...opened);
  }
  return null;
};

export const release = (): null => {
  for (const connection of held) connection.close();
  held = [];
  return null;
};
