import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PROBLEM_CODES } from '@tandem/provisioning';
import { PROBLEM_CATALOGUE } from '../errors/catalogue.ts';
import { HTTP_PROBLEMS } from '../errors/http-problems.ts';
import { startApi } from '../testing/api-under-test.ts';
import type { ApiUnderTest } from '../testing/api-under-test.ts';
import { listPath } from '../testing/paths.ts';
import { FORMATS, problemOf } from '../testing/read-reply.ts';

const DOCS = new URL('../../../../../docs/errors.md', import.meta.url);

const catalogue = [...PROBLEM_CATALOGUE];

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

describe('the catalogue', () => {
  it('has each code once, each with a status of its kind and a whole sentence', () => {
    expect(PROBLEM_CATALOGUE.size).toBe(
      Object.keys(HTTP_PROBLEMS).length + Object.keys(PROBLEM_CODES).length,
    );
    for (const [code, { status, title, remedy }] of catalogue) {
      expect(code >= 21000 && code < 22000).toBe(true);
      expect(status >= 500).toBe(code >= 21500);
      expect([title, remedy]).toEqual([
        expect.stringMatching(/^[A-Z].*[^.]$/),
        expect.stringMatching(/^[A-Z].*\.$/),
      ]);
    }
  });

  it('is what docs/errors.md says, both ways', () => {
    const rows = readFileSync(DOCS, 'utf8')
      .split('\n')
      .filter((line) => /^\| *\d{5} *\|/.test(line))
      .map((line) => line.split(/(?<!\\)\|/).slice(1, -1))
      .map((cells) => cells.map((cell) => cell.trim().replace(/\\([|*_`<>])/g, '$1')));
    expect(rows).toEqual(
      catalogue.map(([code, { status, title, remedy }]) => [
        String(code),
        String(status),
        `${title}.`,
        remedy,
      ]),
    );
  });
});

describe('more_info', () => {
  it.each(FORMATS)('in %s leads to the page of the error', async (_name, suffix) => {
    const reply = await api.call('POST', listPath() + suffix, { form: { Login: 'a b', Password: 'x' } });
    const { code, more_info } = problemOf(reply);
    expect(more_info).toBe(`/docs/errors/${code}`);
    const page = await api.call('GET', more_info, { as: null });
    expect([page.status, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page.text).toContain('Error 21303');
    expect(page.text).toContain('~ * &apos; ( ) &amp; ='.replace('&apos;', "'"));
  });

  it('has a page for every code, and one for all', async () => {
    const index = await api.call('GET', '/docs/errors', { as: null });
    for (const [code, { title }] of catalogue) {
      const page = await api.call('GET', `/docs/errors/${code}`, { as: null });
      expect([code, page.status]).toEqual([code, 200]);
      expect(page.text).toContain(title.replace('<', '&lt;'));
      expect(index.text).toContain(`href="/docs/errors/${code}"`);
    }
  });
});
