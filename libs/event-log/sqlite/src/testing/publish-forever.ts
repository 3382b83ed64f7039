import { setTimeout as delay } from 'node:timers/promises';
import { TOPICS } from '@tandem/contracts';
import { openSqliteEventLog } from '../index.ts';

// A process of its own, to be killed: publishes two records per revision, on two partitions, and says which revisions
// it was told are on the log.
const file = process.argv[2] as string;
const log = openSqliteEventLog({ file, partitions: 2 });
await log.ensureTopics(Object.values(TOPICS));
const publisher = await log.openPublisher();
let revision = (await publisher.checkpoint())?.revision ?? 0;
for (;;) {
  revision += 1;
  const value = Buffer.from(String(revision));
  const records = [0, 1].map((partition) => ({
    topic: TOPICS.clients.name,
    partition,
    key: `CL${revision}`,
    value,
    headers: {},
  }));
  await publisher.publish(records, { revision, generation: 'g1', partitions: {} });
  process.stdout.write(`${revision}\n`);
  // Leaves the file to others now and then: SQLite hands its lock to whoever comes by, not to whoever waits.
  await delay(2);
}
