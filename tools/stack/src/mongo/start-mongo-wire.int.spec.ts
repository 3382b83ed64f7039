import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { waitFor } from '@tandem/testing';
import { type Connection, createConnection, Schema } from 'mongoose';
import { describeWithOwnServers } from '../testing/describe-with-stack.ts';
import { pingMongo } from './ping-mongo.ts';
import { type MongoWireServer, startMongoWire } from './start-mongo-wire.ts';

function thingsOf(connection: Connection) {
  const schema = new Schema({ _id: String, name: { type: String, unique: true }, version: Number });
  return connection.model('Thing', schema);
}

describeWithOwnServers(['mongo'], 'a MongoDB-wire server of one’s own', () => {
  let server: MongoWireServer;
  let connection: Connection;
  let things: ReturnType<typeof thingsOf>;

  beforeAll(async () => {
    server = await startMongoWire();
    connection = createConnection(server.uri, { dbName: 'spec', serverSelectionTimeoutMS: 10_000 });
    await connection.asPromise();
    things = thingsOf(connection);
    await things.init();
  }, 30_000);

  afterAll(async () => {
    await connection.close();
    await server.close();
  });

  it('refuses a second document of one unique value', async () => {
    await things.create({ _id: 'a', name: 'alice', version: 1 });
    await expect(things.create({ _id: 'b', name: 'alice', version: 1 })).rejects.toMatchObject({
      code: 11_000,
    });
    expect(await things.countDocuments()).toBe(1);
  });

  it('updates and gives back in one step, and makes what is missing', async () => {
    const upsert = (version: number) =>
      things
        .findOneAndUpdate(
          { _id: 'c' },
          { $set: { name: 'carol', version } },
          { upsert: true, returnDocument: 'after' },
        )
        .lean();
    expect(await upsert(1)).toMatchObject({ version: 1 });
    expect(await upsert(2)).toMatchObject({ version: 2 });
  });

  it.each(['stop', 'kill'] as const)('keeps port and documents over a %s and a restart', async (end) => {
    await things.create({ _id: end, name: end, version: 1 });
    await server[end]();
    expect(await pingMongo(server.port, 200)).toBe(false);
    await server.restart();
    expect(await waitFor(() => things.findById(end).lean())).toMatchObject({ name: end });
  });

  it('answers nothing while frozen and goes on after', async () => {
    server.pause();
    // SIGSTOP is on its way when this returns: one of the server's threads may still answer.
    await waitFor(async () => !(await pingMongo(server.port, 200)), { what: 'it to stop' });
    expect(await pingMongo(server.port, 200)).toBe(false);
    server.resume();
    await waitFor(() => pingMongo(server.port));
  });
});
