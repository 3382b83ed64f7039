import { describe, expect, it } from '@jest/globals';
import { ifMatchVersions, isNotModified } from './etag.ts';

describe('ifMatchVersions', () => {
  it.each([
    [undefined, undefined],
    ['*', undefined],
    [' * ', undefined],
    ['"3"', [3]],
    ['"3", "4" ,"15"', [3, 4, 15]],
    [', "3",,', [3]],
    ['W/"3"', []],
    ['W/"3", "4"', [4]],
    ['"03", "x", "", "-1", "1e3", "99999999999999999999"', []],
    ['"a,b", "2"', [2]],
  ])('%p → %p', (header, versions) => {
    expect(ifMatchVersions(header)).toEqual({ ok: true, value: versions });
  });

  it.each(['3', '"3', '3"', '"3" "4"', "'3'", 'w/"3"', '*, "3"', '', ',', '"a"b"'])(
    'refuses %p',
    (header) => {
      expect(ifMatchVersions(header)).toMatchObject({ ok: false, error: { code: 21109, status: 400 } });
    },
  );

  it('reads a hostile header in no time', () => {
    const header = `${'"1",'.repeat(4000)}"`;
    expect(ifMatchVersions(header).ok).toBe(false);
    expect(ifMatchVersions(`${' '.repeat(16_000)}x`).ok).toBe(false);
  });
});

describe('isNotModified', () => {
  it.each(['"3"', 'W/"3"', '"1", "3"', '*'])('%p names version 3', (header) => {
    expect(isNotModified(header, 3)).toBe(true);
  });

  it.each([undefined, '"2"', '"33"', '3', '"03"'])('%p does not', (header) => {
    expect(isNotModified(header, 3)).toBe(false);
  });
});
