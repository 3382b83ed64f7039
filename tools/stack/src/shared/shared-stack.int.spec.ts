import { expect, it } from '@jest/globals';
import mongoose from 'mongoose';
import { describeWithKafka, describeWithMongo } from '../testing/describe-with-stack.ts';
import { quietKafka } from '../testing/quiet-kafka.ts';

describeWithKafka('the Kafka that the run shares', (brokers) => {
  it('answers', async () => {
    const admin = quietKafka(brokers).admin();
    await admin.connect();
    expect((await admin.describeCluster()).brokers).not.toEqual([]);
    await admin.disconnect();
  });
});

describeWithMongo('the MongoDB that the run shares', (uri) => {
  it('answers', async () => {
    const connection = await mongoose.createConnection(uri, { serverSelectionTimeoutMS: 10_000 }).asPromise();
    expect(await connection.db?.admin().ping()).toMatchObject({ ok: 1 });
    await connection.close();
  });
});
