import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { METRICS } from './index.ts';

const page = readFileSync(new URL('../../../docs/operations.md', import.meta.url), 'utf8');

describe('metrics', () => {
  it('are all in docs/operations.md with their labels, and nothing else is', () => {
    const documented = [...page.matchAll(/^\| `(tandem_\w+)`\s*\| ([\w, ]*?)\s*\|/gm)].map(
      ([, name, labels]) => ({
        name,
        labels: (labels ?? '').split(', ').filter((label) => label !== ''),
      }),
    );
    const declared = Object.values(METRICS).map(({ name, labels }) => ({ name, labels: [...labels] }));
    const byName = (a: { name?: string | undefined }, b: { name?: string | undefined }) =>
      (a.name ?? '').localeCompare(b.name ?? '');
    expect(documented.sort(byName)).toEqual(declared.sort(byName));
  });
});
