import { describe, expect, it } from '@jest/globals';
import { batchedReadModel } from './index.ts';
import type { ResourceRow, ReadModel } from './index.ts';
import { clientRow, nextRow } from './testing/index.ts';

const recorder = () => {
  const writes: (readonly ResourceRow[])[] = [];
  const readModel: ReadModel = {
    upsert: async (rows) => {
      writes.push(rows);
    },
    get: () => Promise.resolve(null),
    versions: () => Promise.resolve(new Map()),
    page: () => Promise.resolve([]),
    count: () => Promise.resolve(0),
    users: () => Promise.resolve([]),
  };
  return { writes, readModel };
};

describe('batchedReadModel', () => {
  it('writes concurrent upserts together, of each sid only the highest version', async () => {
    const { writes, readModel } = recorder();
    const batched = batchedReadModel(readModel);
    const [v1, other] = [clientRow(), clientRow()];
    const v2 = nextRow(v1);
    await Promise.all([[v2], [other], [v1]].map((rows) => batched.upsert(rows)));
    expect(writes).toEqual([[v2, other]]);
  });

  it('finishes what has come before it closes, and takes nothing more', async () => {
    const { writes, readModel } = recorder();
    const batched = batchedReadModel(readModel);
    const upsert = batched.upsert([clientRow()]);
    await batched.close();
    await upsert;
    expect(writes).toHaveLength(1);
    await expect(batched.upsert([clientRow()])).rejects.toMatchObject({ code: 'CLOSED' });
  });
});
