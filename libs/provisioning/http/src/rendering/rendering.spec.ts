import { describe, expect, it } from '@jest/globals';
import { apiDate } from './date.ts';
import { escapeXml } from './xml.ts';

describe('apiDate', () => {
  it.each([
    ['2013-11-04T16:33:39.999Z', 'Mon, 4 Nov 2013 16:33:39 +0000'],
    ['2013-11-04T16:33:39-05:00', 'Mon, 4 Nov 2013 21:33:39 +0000'],
    ['2026-12-31T00:00:00Z', 'Thu, 31 Dec 2026 00:00:00 +0000'],
    ['2024-02-29T09:08:07Z', 'Thu, 29 Feb 2024 09:08:07 +0000'],
  ])('%s → %s', (iso, text) => {
    expect(apiDate(iso)).toBe(text);
  });
});

describe('escapeXml', () => {
  it('escapes markup', () => {
    expect(escapeXml(`<a href="x">&amp;'</a>`)).toBe("&lt;a href=&quot;x&quot;&gt;&amp;amp;'&lt;/a&gt;");
  });

  it('keeps what XML 1.0 holds, line ends included', () => {
    expect(escapeXml('Zoë 😀 \ud7ff\ue000\ufffd\t\n')).toBe('Zoë 😀 \ud7ff\ue000\ufffd\t\n');
    expect(escapeXml('a\r\nb')).toBe('a&#13;\nb');
  });

  it('never lets in what XML 1.0 cannot hold', () => {
    const unsafe = ['\0', '\u0001', '\u000b', '\u001f', '\ufffe', '\uffff', '\ud83d', '\ude00'];
    expect(unsafe.map(escapeXml)).toEqual(unsafe.map(() => '\ufffd'));
  });
});
