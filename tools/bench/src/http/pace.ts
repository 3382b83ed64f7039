import { setTimeout as delay } from 'node:timers/promises';
import { TandemError } from '@tandem/kernel';
import { monotonicMs } from '../harness/monotonic.ts';
import { createRequest } from './create-request.ts';
import { HttpConnection } from './http-connection.ts';
import type { Pace, Paced, PacedWrite } from './load-questions.ts';

const CREATED = 201;

const create = async (connection: HttpConnection, login: string, wait?: number): Promise<PacedWrite> => {
  const { status, body, sentAt, answeredAt } = await connection.ask(createRequest(login, wait));
  if (status !== CREATED)
    throw new TandemError('CONTRACT_VIOLATION', `a Client was refused: ${status} ${body}`);
  const { sid } = JSON.parse(body) as { readonly sid: string };
  return { sid, sentAt, answeredAt };
};

/** Sends request after request at their times; one that finds no free connection waits for it. */
export const pace = async (asked: Pace): Promise<Paced> => {
  const { port, perSecond, seconds, prefix, wait: preferred } = asked;
  const free = await Promise.all(Array.from({ length: asked.connections }, () => HttpConnection.open(port)));
  const all = [...free];
  const under = new Set<Promise<unknown>>();
  const writes: PacedWrite[] = [];
  const lateness: number[] = [];
  const failures: unknown[] = [];
  const begun = monotonicMs();
  try {
    for (let number = 0; number < perSecond * seconds && failures.length === 0; number += 1) {
      const due = begun + (number * 1000) / perSecond;
      const wait = due - monotonicMs();
      if (wait > 0) {
        await delay(wait);
        lateness.push(Math.max(0, monotonicMs() - due));
      }
      while (free.length === 0) await Promise.race(under);
      const connection = free.pop();
      if (connection === undefined) continue;
      const write = create(connection, `${prefix}-${number}`, preferred)
        .then(
          (done) => writes.push(done),
          (error: unknown) => failures.push(error),
        )
        .finally(() => {
          under.delete(write);
          free.push(connection);
        });
      under.add(write);
    }
    await Promise.all(under);
  } finally {
    for (const connection of all) connection.close();
  }
  if (failures.length > 0) throw failures[0];
  return { writes, lateness: Float64Array.from(lateness) };
};
