import { expect, it } from '@jest/globals';
import type { BatchReport } from '../cache/batch-report.ts';
import type { PropagationModel } from '../model/propagation-model.ts';
import type { CacheWorld } from './cache-world.ts';
import { LOG_GENERATION, sidOf } from './client-log.ts';

const A = sidOf(1);
const B = sidOf(2);
const HOUR: PropagationModel = { kind: 'fixed', seconds: 3600 };

const verdicts = ({ marks }: BatchReport): readonly string[] => marks.map(({ verdict }) => verdict);

/** What the relay's marks prove and disprove (design §2d). */
export const marksContract = (world: () => CacheWorld): void => {
  const follow = (generation: string): void => world().cache.store.saveMeta({ generation });
  const partition = () => world().cache.partitions()[0];

  it('proves a partition at the mark that counts what was received, held or not', () => {
    follow(LOG_GENERATION);
    world().log.next(A, { login: 'alice' });
    world().catchUp();
    world().cache.changeModel(HOUR);
    world().log.next(A);
    world().log.next(B);
    world().log.delete(B);
    world().log.mark();
    expect(verdicts(world().read())).toEqual(['proved']);
    expect(partition()).toMatchObject({ received: 4, proved: 4, visible: 1 });
    world().reopen();
    expect(partition()).toMatchObject({ received: 4, proved: 4, visible: 1 });
  });

  it('brings an idle partition to the revision of the mark', () => {
    follow(LOG_GENERATION);
    world().log.mark({ revision: 1000 });
    world().read();
    expect(partition()).toMatchObject({ received: 1000, proved: 1000, visible: 1000 });
  });

  it('counts what was parked, and forgets unreadable records that turn out to be nothing', () => {
    follow(LOG_GENERATION);
    world().log.next(A, { login: 'alice' });
    world().log.next(A);
    world().log.spoil(A);
    const noise = { ...world().log.record(0), key: 'noise', headers: {}, offset: 2 };
    world().read();
    world().apply([noise], 3);
    expect(partition()?.unreadable).toBe(1);
    const mark = { ...world().log.markRecord(), offset: 3 };
    expect(verdicts(world().apply([mark], 4))).toEqual(['proved']);
    expect(partition()).toMatchObject({ unreadable: 0, proved: 2 });
  });

  it('differs when something is missing', () => {
    follow(LOG_GENERATION);
    const alice = world().log.next(A);
    world().log.next(B);
    world().log.mark();
    const [first, , mark] = world().log.records();
    const report = world().apply(first && mark ? [first, mark] : [], 3);
    expect(report.marks).toMatchObject([
      { verdict: 'differs', mark: { revision: 2, count: 2 }, own: { count: 1 } },
    ]);
    expect(partition()).toMatchObject({ received: 2, proved: 0 });
    expect(alice.revision).toBe(1);
  });

  it.each([
    ['is read while catching up', (): BatchReport => world().catchUp()],
    ['has something behind it', (): BatchReport => world().applyBefore(world().log.records(), 5)],
  ])('concludes nothing from a difference at a mark that %s: compaction may explain it', (_, read) => {
    follow(LOG_GENERATION);
    world().log.mark({ count: 7 });
    expect(verdicts(read())).toEqual(['passed']);
  });

  it('concludes nothing from a difference to another log’s mark, nor before it knows which log this is', () => {
    world().log.mark({ count: 7 });
    expect(verdicts(world().read())).toEqual(['passed']);
    follow('another');
    world().log.mark({ count: 7 });
    expect(verdicts(world().read())).toEqual(['passed']);
  });

  it('is proved by a mark only as long as it follows that mark’s log', () => {
    world().log.next(A);
    world().log.mark();
    world().read();
    expect(partition()?.proved).toBe(0);
    follow(LOG_GENERATION);
    expect(partition()?.proved).toBe(1);
    follow('another');
    expect(partition()?.proved).toBe(0);
  });

  it('takes a mark that it cannot read for an unreadable record', () => {
    const record = { ...world().log.markRecord(), value: Buffer.from('{}') };
    expect(world().apply([record], 1).unreadable).toMatchObject([
      { record: { offset: 0 }, detail: expect.stringMatching(/a mark that cannot be read/) },
    ]);
  });
};
