import { startTcpProxy } from '@tandem/stack';
import type { TcpProxy } from '@tandem/stack';

export interface FaultyNetwork {
  /** Address of the server through the proxy. */
  readonly uri: string;
  readonly proxy: TcpProxy;
  /** Has the answer to the next insert into this collection lost, and its connection reset. @returns how many were lost */
  loseAnswerToInsert(collection: string): () => number;
}

const DEFAULT_PORT = 27_017;

/** The element `insert: "…"` that begins the command (BSON: type 2, name, length, text). */
const insertInto = (collection: string): Buffer => {
  const length = Buffer.alloc(4);
  length.writeInt32LE(collection.length + 1);
  return Buffer.concat([Buffer.from('\x02insert\0'), length, Buffer.from(`${collection}\0`)]);
};

/** A way to the MongoDB-wire server that can be broken at will. */
export const faultyNetwork = async (uri: string): Promise<FaultyNetwork> => {
  const { hostname, port } = new URL(uri);
  const proxy = await startTcpProxy({ target: { host: hostname, port: Number(port) || DEFAULT_PORT } });
  return {
    // Direct: a replica set would tell its members' own addresses, past the proxy.
    uri: `mongodb://127.0.0.1:${proxy.port}/?directConnection=true`,
    proxy,
    loseAnswerToInsert: (collection) => {
      const command = insertInto(collection);
      let asking: number | undefined;
      let lost = 0;
      proxy.intercept(({ connection, direction, data }) => {
        if (lost > 0) return 'forward';
        if (direction === 'toTarget' && data.includes(command)) asking = connection;
        if (direction !== 'toClient' || connection !== asking) return 'forward';
        lost++;
        return 'cut';
      });
      return () => lost;
    },
  };
};
