import { freePort } from '@tandem/testing';
import type { StartedTestContainer } from 'testcontainers';
import { StackError } from '../stack-error.ts';
import type { RunningPart } from '../stack-part.ts';
import { startContainer, type Testcontainers } from './container.ts';

const IMAGE = 'mongo:8';
const PORT = 27017;
const REPLICA_SET = 'rs0';

/** Waits inside the shell until the only member has elected itself; writes are refused before. */
const INITIATE = `
  rs.initiate({ _id: '${REPLICA_SET}', members: [{ _id: 0, host: '127.0.0.1:${PORT}' }] });
  for (let i = 0; i < 300 && !db.hello().isWritablePrimary; i++) sleep(100);
  if (!db.hello().isWritablePrimary) quit(1);`;

/** MongoDB in a container, as a replica set of one member: what production runs, on the least of machines. */
export async function startMongoContainer(
  testcontainers: Testcontainers,
  host: string,
): Promise<RunningPart> {
  const port = await freePort();
  const container = await startContainer(
    testcontainers,
    {
      image: IMAGE,
      port: { container: PORT, host: port },
      command: ['--replSet', REPLICA_SET, '--bind_ip_all'],
      ready: testcontainers.Wait.forLogMessage(/Waiting for connections/),
    },
    host,
  );
  await initiate(container);
  // The member's own name for itself is of use inside the container only: a client must not look for the others.
  const address = `mongodb://${host}:${port}/?directConnection=true`;
  return { address, close: async () => void (await container.stop()) };
}

async function initiate(container: StartedTestContainer): Promise<void> {
  const { exitCode, output } = await container.exec(['mongosh', '--quiet', '--eval', INITIATE]);
  if (exitCode === 0) return;
  await container.stop();
  throw new StackError('START_FAILED', `MongoDB did not become a replica set: ${output}`);
}
