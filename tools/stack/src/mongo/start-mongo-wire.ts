import { freePort, type SpawnedProcess } from '@tandem/testing';
import { dataDir } from '../data-dir.ts';
import { ManagedServer } from '../managed-server.ts';
import { noProgress, type Progress } from '../progress.ts';
import { startServerProcess } from '../start-server-process.ts';
import { mongoWireProgram } from './mongo-wire-artifact.ts';
import { pingMongo } from './ping-mongo.ts';

export interface MongoWireOptions {
  /** Port on 127.0.0.1. Default: a free one. */
  readonly port?: number;
  readonly progress?: Progress;
}

/** A MongoDB-wire server of one's own: FerretDB v1 on SQLite files. */
export interface MongoWireServer extends ManagedServer {
  /** Connection string, without a database. */
  readonly uri: string;
  readonly port: number;
}

const HOST = '127.0.0.1';
const START_TIMEOUT_MS = 30_000;

/**
 * Starts a MongoDB-wire server without databases on 127.0.0.1; it answers when this resolves, in less than a second.
 * It is a standalone: no transactions, change streams, collation, partial or TTL indexes. The first call on a
 * machine builds it, which takes longer: see {@link mongoWireProgram}.
 *
 * @throws StackError TOOL_MISSING, TOOL_FAILED, START_FAILED
 */
export async function startMongoWire(options: MongoWireOptions = {}): Promise<MongoWireServer> {
  const program = await mongoWireProgram(options.progress ?? noProgress);
  const port = options.port ?? (await freePort());
  const dir = await dataDir('tandem-mongo-');
  const start = (): Promise<SpawnedProcess> =>
    startServerProcess({
      name: 'the MongoDB-wire server',
      command: program,
      args: ['-listen', `${HOST}:${port}`, '-data', dir.path],
      cwd: dir.path,
      detached: true,
      readyLine: /serving on/,
      answers: () => pingMongo(port),
      timeoutMs: START_TIMEOUT_MS,
    });
  const server = await ManagedServer.start({ name: 'MongoDB wire', start, dispose: () => dir.remove() });
  return Object.assign(server, { port, uri: `mongodb://${HOST}:${port}/` });
}
