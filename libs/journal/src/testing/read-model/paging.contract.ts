import { describe, expect, it } from '@jest/globals';
import { seededRandom } from '@tandem/kernel/testing';
import type { ResourceRow, ReadModel } from '../../read-model.ts';
import { ACCOUNT } from '../client-events.ts';
import { clientRow, nextRow } from '../client-rows.ts';
import type { StoreSubject } from '../store-subject.ts';

const BEFORE = 50;
const MEANWHILE = 50;

const shuffled = <T>(items: readonly T[], random: () => number): T[] =>
  items
    .map((item) => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);

/** Pages through everything, letting `meanwhile` run between and during the pages. */
const walk = async (readModel: ReadModel, limit: number, meanwhile: () => Promise<void>) => {
  const seen: ResourceRow<'Client'>[] = [];
  for (;;) {
    const afterCreatedRevision = seen.at(-1)?.createdRevision ?? 0;
    const [page] = await Promise.all([
      readModel.page({ kind: 'Client', accountSid: ACCOUNT, afterCreatedRevision, limit }),
      meanwhile(),
    ]);
    if (page.length === 0) return seen;
    seen.push(...page);
  }
};

export const pagingContract = (subject: () => StoreSubject): void => {
  describe('paging while others write', () => {
    it.each([1, 2, 3].map(() => Math.floor(Math.random() * 2 ** 31)))(
      'shows no row twice, and misses none that was there before (seed %i)',
      async (seed) => {
        const random = seededRandom(seed);
        const float = () => random.float();
        const [one, other] = [await subject().open(), await subject().open()];
        const rows = shuffled(
          Array.from({ length: BEFORE + MEANWHILE }, (_, index) => clientRow({ createdRevision: index + 1 })),
          float,
        );
        const before = rows.slice(0, BEFORE);
        const deleted = new Set<string>();
        await one.readModel.upsert(before);

        const coming = rows.slice(BEFORE);
        const meanwhile = async () => {
          await other.readModel.upsert(coming.splice(0, Math.ceil(float() * 20)));
          const row = before[Math.floor(float() * before.length)];
          if (row === undefined || deleted.has(row.sid)) return;
          const deletes = float() < 0.3;
          if (deletes) deleted.add(row.sid);
          await other.readModel.upsert([{ ...nextRow(row), deleted: deletes }]);
        };
        const seen = await walk(one.readModel, 1 + Math.floor(float() * 20), meanwhile);

        const sids = seen.map(({ sid }) => sid);
        expect(new Set(sids).size).toBe(sids.length);
        expect(before.filter(({ sid }) => !deleted.has(sid) && !sids.includes(sid))).toEqual([]);
        const order = seen.map(({ createdRevision }) => createdRevision);
        expect(order).toEqual(order.toSorted((a, b) => a - b));
      },
    );
  });
};
