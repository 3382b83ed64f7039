import { describe, expect, it } from '@jest/globals';
import { newSid, systemRandom } from '@tandem/kernel';
import type { ResourceFilter, ResourceRow, ReadModel } from '../../read-model.ts';
import { ACCOUNT } from '../client-events.ts';
import { clientRow, nextRow } from '../client-rows.ts';
import type { StoreSubject } from '../store-subject.ts';

const first = (over: Partial<Omit<ResourceFilter<'Client'>, 'kind'>> = {}, limit = 100) => ({
  kind: 'Client' as const,
  accountSid: ACCOUNT,
  afterCreatedRevision: 0,
  limit,
  ...over,
});

const logins = (rows: readonly ResourceRow<'Client'>[]): readonly string[] =>
  rows.map(({ state }) => state.login);

const filled = async (readModel: ReadModel): Promise<readonly ResourceRow<'Client'>[]> => {
  const rows = [
    clientRow({ login: 'anna', friendlyName: 'Reception', createdRevision: 11 }),
    clientRow({ login: 'bob', friendlyName: 'Reception', status: 0, createdRevision: 12 }),
    clientRow({ login: 'carol', friendlyName: 'Desk', status: 0, createdRevision: 13 }),
    clientRow({ login: 'Bob', friendlyName: 'desk', createdRevision: 14 }),
  ];
  await readModel.upsert(rows.toReversed());
  return rows;
};

export const listingContract = (subject: () => StoreSubject): void => {
  describe('page and count', () => {
    it('lists live rows in creation order, whatever order they came in', async () => {
      const { readModel } = await subject().open();
      const rows = await filled(readModel);
      expect(await readModel.page(first())).toEqual(rows);
      expect(await readModel.count({ kind: 'Client', accountSid: ACCOUNT })).toBe(4);
    });

    it('goes on after a creation revision, with at most as many rows as asked for', async () => {
      const { readModel } = await subject().open();
      await filled(readModel);
      expect(logins(await readModel.page(first({}, 2)))).toEqual(['anna', 'bob']);
      expect(logins(await readModel.page({ ...first({}, 2), afterCreatedRevision: 12 }))).toEqual([
        'carol',
        'Bob',
      ]);
      expect(await readModel.page({ ...first(), afterCreatedRevision: 14 })).toEqual([]);
    });

    it.each([
      [{ name: 'bob' }, ['bob']],
      [{ name: 'nobody' }, []],
      [{ friendlyName: 'Reception' }, ['anna', 'bob']],
      [{ status: 0 }, ['bob', 'carol']],
      [{ status: 1 }, ['anna', 'Bob']],
      [{ friendlyName: 'Reception', status: 0 }, ['bob']],
      [{ name: 'bob', friendlyName: 'Reception', status: 0 }, ['bob']],
      [{ name: 'bob', friendlyName: 'Desk' }, []],
    ] as const)('filters by %j, exactly and with case', async (filter, expected) => {
      const { readModel } = await subject().open();
      await filled(readModel);
      expect(logins(await readModel.page(first(filter)))).toEqual(expected);
      expect(await readModel.count({ kind: 'Client', accountSid: ACCOUNT, ...filter })).toBe(expected.length);
    });

    it('shows only the rows of the account', async () => {
      const { readModel } = await subject().open();
      await filled(readModel);
      const accountSid = newSid('AC', systemRandom);
      const other = clientRow({ accountSid, login: 'anna', createdRevision: 20 });
      await readModel.upsert([other]);
      expect(await readModel.page(first({ accountSid }))).toEqual([other]);
      expect(await readModel.count({ kind: 'Client', accountSid })).toBe(1);
      expect(await readModel.count({ kind: 'Client', accountSid: ACCOUNT })).toBe(4);
    });

    it('leaves deleted rows out, and follows changes of what is filtered by', async () => {
      const { readModel } = await subject().open();
      const [anna, bob, carol] = await filled(readModel);
      if (anna === undefined || bob === undefined || carol === undefined) throw new Error('no rows');
      await readModel.upsert([
        { ...nextRow(anna), deleted: true },
        nextRow(bob, { friendlyName: 'Desk', status: 1 }),
      ]);
      expect(logins(await readModel.page(first()))).toEqual(['bob', 'carol', 'Bob']);
      expect(logins(await readModel.page(first({ friendlyName: 'Desk' })))).toEqual(['bob', 'carol']);
      expect(await readModel.page(first({ name: 'anna' }))).toEqual([]);
      expect(await readModel.count({ kind: 'Client', accountSid: ACCOUNT, status: 0 })).toBe(1);
    });
  });
};
