import { describe, expect, it } from '@jest/globals';
import { bestResponse } from './best-response.ts';
import { Fork } from './fork.ts';

const answer = (status: number, from = 'x') => ({ status, from });
type Answer = ReturnType<typeof answer>;
const fork = (...branches: readonly string[]) => new Fork<Answer>(branches);

describe('a call to several phones', () => {
  it('passes what they say but 100, and the first 2xx ends it for the others', () => {
    const call = fork('a', 'b', 'c');
    expect(call.provisional('a', answer(100))).toEqual([]);
    expect(call.provisional('a', answer(180))).toEqual([{ kind: 'pass', answer: answer(180) }]);
    expect(call.provisional('b', answer(183))).toEqual([{ kind: 'pass', answer: answer(183) }]);
    expect(call.success('b', answer(200))).toEqual([
      { kind: 'pass', answer: answer(200) },
      { kind: 'cancel', branch: 'a' },
    ]);
    expect([call.winner, call.isDone]).toEqual(['b', true]);
    expect(call.success('b', answer(200))).toEqual([{ kind: 'pass', answer: answer(200) }]);
    expect(call.failure('a', answer(487))).toEqual([]);
  });

  it('cancels who has not said anything yet as soon as they do (RFC 3261 §9.1)', () => {
    const call = fork('a', 'b');
    call.success('a', answer(200));
    expect(call.provisional('b', answer(180))).toEqual([{ kind: 'cancel', branch: 'b' }]);
  });

  it('hangs up who took it as well', () => {
    const call = fork('a', 'b');
    call.success('a', answer(200));
    const second = answer(200, 'b');
    expect(call.success('b', second)).toEqual([{ kind: 'hang-up', branch: 'b', answer: second }]);
    expect(call.winner).toBe('a');
  });

  it('hears the best refusal once all have refused', () => {
    const call = fork('a', 'b', 'c');
    expect(call.failure('a', answer(486))).toEqual([]);
    expect(call.failure('b', null)).toEqual([]);
    expect(call.failure('b', answer(500))).toEqual([]);
    expect(call.failure('c', answer(302))).toEqual([{ kind: 'refuse', answer: answer(302) }]);
  });

  it('has none to pass on when nobody answered', () => {
    expect(fork('a').failure('a', null)).toEqual([{ kind: 'refuse', answer: null }]);
  });

  it('is over for all after a 6xx', () => {
    const call = fork('a', 'b');
    call.provisional('b', answer(180));
    expect(call.failure('a', answer(603))).toEqual([{ kind: 'cancel', branch: 'b' }]);
    expect(call.failure('b', answer(487))).toEqual([{ kind: 'refuse', answer: answer(603) }]);
  });

  it('is cancelled everywhere, once, and ends with what the phones say to that', () => {
    const call = fork('a', 'b');
    call.provisional('a', answer(180));
    expect(call.cancel()).toEqual([{ kind: 'cancel', branch: 'a' }]);
    expect(call.cancel()).toEqual([]);
    expect(call.failure('a', answer(487))).toEqual([]);
    expect(call.provisional('b', answer(180))).toEqual([{ kind: 'cancel', branch: 'b' }]);
    expect(call.failure('b', answer(487))).toEqual([{ kind: 'refuse', answer: answer(487) }]);
  });

  it('is taken by a phone whose 200 crossed the CANCEL', () => {
    const call = fork('a');
    call.provisional('a', answer(180));
    call.cancel();
    expect(call.success('a', answer(200))).toEqual([{ kind: 'pass', answer: answer(200) }]);
  });
});

describe('the best of several refusals (RFC 3261 §16.7)', () => {
  it.each([
    [[486, 480], 486],
    [[404, 401], 401],
    [[503, 404], 404],
    [[486, 603], 603],
    [[302, 486], 302],
    [[500, 503], 500],
  ] as const)('of %j is %d', (statuses, best) => {
    expect(bestResponse(statuses.map((status) => ({ status })))?.status).toBe(best);
  });

  it('is none of none', () => {
    expect(bestResponse([])).toBeUndefined();
  });
});
