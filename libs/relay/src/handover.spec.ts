import { describe, expect, it } from '@jest/globals';
import { Handover } from './handover.ts';
import { clientSid, created } from './testing/index.ts';

const SID_A = clientSid(0xa);

const revisions = (events: readonly { revision: number }[]) => events.map(({ revision }) => revision);

describe('Handover', () => {
  it('gives the contiguous run that starts at the revision, in revision order, once', () => {
    const handover = new Handover();
    for (const revision of [3, 1, 2, 5]) handover.offer(created(SID_A, revision));
    expect(revisions(handover.take(1, 10))).toEqual([1, 2, 3]);
    expect(handover.take(1, 10)).toEqual([]);
    expect(revisions(handover.take(5, 10))).toEqual([5]);
  });

  it('keeps what lies behind a gap until the gap is passed', () => {
    const handover = new Handover();
    handover.offer(created(SID_A, 2));
    expect(handover.take(1, 10)).toEqual([]);
    expect(revisions(handover.take(2, 10))).toEqual([2]);
  });

  it('gives no more than asked for and keeps the rest', () => {
    const handover = new Handover();
    for (const revision of [1, 2, 3]) handover.offer(created(SID_A, revision));
    expect(revisions(handover.take(1, 2))).toEqual([1, 2]);
    expect(revisions(handover.take(3, 2))).toEqual([3]);
  });

  it('is bounded: what does not fit is left to the store', () => {
    const handover = new Handover(2);
    for (const revision of [1, 2, 3]) handover.offer(created(SID_A, revision));
    expect(revisions(handover.take(1, 10))).toEqual([1, 2]);
  });
});
