import { monotonicMs } from '../harness/monotonic.ts';
import { createRequest } from './create-request.ts';
import { HttpConnection } from './http-connection.ts';
import type { Saturated, Saturation } from './load-questions.ts';

const CREATED = 201;

/** Keeps every connection busy until the time is up. */
export const saturate = async (asked: Saturation): Promise<Saturated> => {
  const { port, seconds, prefix } = asked;
  const latencies: number[] = [];
  let refused = 0;
  const connections = await Promise.all(
    Array.from({ length: asked.connections }, () => HttpConnection.open(port)),
  );
  const begun = monotonicMs();
  const end = begun + seconds * 1000;
  const drive = async (connection: HttpConnection, name: number): Promise<void> => {
    for (let number = 0; monotonicMs() < end; number += 1) {
      const { status, sentAt, answeredAt } = await connection.ask(
        createRequest(`${prefix}-${name}-${number}`),
      );
      if (status !== CREATED) refused += 1;
      else if (answeredAt <= end) latencies.push(answeredAt - sentAt);
    }
  };
  try {
    await Promise.all(connections.map(drive));
  } finally {
    for (const connection of connections) connection.close();
  }
  return { perSecond: latencies.length / seconds, latencies: Float64Array.from(latencies), refused };
};
