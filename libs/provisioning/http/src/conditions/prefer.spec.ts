import { describe, expect, it } from '@jest/globals';
import { preferredWait } from './prefer.ts';

describe('Prefer: wait', () => {
  it.each([
    ['wait=20', 20],
    ['Wait = 5', 5],
    ['wait="7"', 7],
    ['wait=0', 0],
    ['wait=60', 60],
    ['wait=61', 60],
    ['wait=999999999', 60],
    ['respond-async, wait=10', 10],
    ['foo="a,wait=3", wait=4; x=y', 4],
    ['wait=1, wait=2', 1],
    [', ,wait=9,', 9],
  ])('%s → %p seconds', (header, seconds) => {
    expect(preferredWait(header)).toEqual({ ok: true, value: seconds });
  });

  it('reads several headers as one list', () => {
    expect(preferredWait(['respond-async', 'wait=3'])).toEqual({ ok: true, value: 3 });
  });

  it.each([undefined, '', 'respond-async', 'waiting=3', 'handling=lenient; wait=3'])(
    'none in %p',
    (header) => {
      expect(preferredWait(header)).toEqual({ ok: true, value: null });
    },
  );

  it.each(['wait', 'wait=', 'wait=x', 'wait=-1', 'wait=1.5', 'wait=1s', 'wait="', 'wait=9999999999'])(
    'refuses %p',
    (header) => {
      expect(preferredWait(header)).toMatchObject({ ok: false, error: { code: 21120, status: 400 } });
    },
  );
});
