import { describe, expect, it } from '@jest/globals';
import type { ResourceRow } from '../../read-model.ts';
import { clientRow, nextRow } from '../client-rows.ts';
import type { StoreSubject } from '../store-subject.ts';

const permutations = <T>(items: readonly T[]): T[][] =>
  items.length === 0
    ? [[]]
    : items.flatMap((item, index) => permutations(items.toSpliced(index, 1)).map((rest) => [item, ...rest]));

const history = (): readonly [ResourceRow<'Client'>, ResourceRow<'Client'>, ResourceRow<'Client'>] => {
  const v1 = clientRow();
  const v2 = nextRow(v1, { friendlyName: 'second', status: 0 });
  return [v1, v2, nextRow(v2, { friendlyName: 'third' })];
};

export const upsertContract = (subject: () => StoreSubject): void => {
  describe('upsert', () => {
    it('gives back the row as it was put in, and null for a sid never seen', async () => {
      const { readModel } = await subject().open();
      const row = clientRow({ login: 'zoë "o\'\\', requestHmac: 'ab' });
      await readModel.upsert([row]);
      expect(await readModel.get(row.sid)).toEqual(row);
      expect(await readModel.get(clientRow().sid)).toBeNull();
    });

    it('takes no rows at all', async () => {
      const { readModel } = await subject().open();
      await expect(readModel.upsert([])).resolves.toBeUndefined();
    });

    it.each(permutations([0, 1, 2]))(
      'keeps the highest version when they come as %i, %i, %i',
      async (...order) => {
        const { readModel } = await subject().open();
        const versions = history();
        for (const index of order) await readModel.upsert(versions.slice(index, index + 1));
        expect(await readModel.get(versions[0].sid)).toEqual(versions[2]);
      },
    );

    it('keeps the highest version when they come in one call, in any order', async () => {
      const { readModel } = await subject().open();
      const histories = permutations([0, 1, 2]).map((order) => ({ order, versions: history() }));
      await readModel.upsert(
        histories.flatMap(({ order, versions }) => order.flatMap((at) => versions[at] ?? [])),
      );
      for (const { versions } of histories) expect(await readModel.get(versions[0].sid)).toEqual(versions[2]);
    });

    it('keeps the highest version when calls overlap', async () => {
      const { readModel } = await subject().open();
      const versions = history();
      await Promise.all([...versions, ...versions.toReversed()].map((row) => readModel.upsert([row])));
      expect(await readModel.get(versions[0].sid)).toEqual(versions[2]);
    });

    it('keeps a deleted row, and no late write brings it back', async () => {
      const { readModel } = await subject().open();
      const [v1, v2, v3] = history();
      const deleted = { ...v3, deleted: true };
      await readModel.upsert([v1]);
      await readModel.upsert([deleted]);
      await readModel.upsert([v2]);
      expect(await readModel.get(v1.sid)).toEqual(deleted);
      expect(await readModel.versions([v1.sid])).toEqual(new Map([[v1.sid, 3]]));
    });

    it('tells the versions of the sids it has', async () => {
      const { readModel } = await subject().open();
      const [v1, v2] = history();
      const other = clientRow();
      await readModel.upsert([v1, v2, other]);
      expect(await readModel.versions([v1.sid, clientRow().sid, other.sid])).toEqual(
        new Map([
          [v1.sid, 2],
          [other.sid, 1],
        ]),
      );
      expect(await readModel.versions([])).toEqual(new Map());
    });
  });
};
