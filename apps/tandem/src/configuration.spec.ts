import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { SIP_OPTIONS } from '@tandem/app-call-processing';
import { PROVISIONING_OPTIONS } from '@tandem/app-provisioning';
import { documentOptions } from '@tandem/config';
import type { Options } from '@tandem/config';
import { PROCESS_OPTIONS, TANDEM_KEYS } from '@tandem/process';
import { unitOptions } from '@tandem/unit-host';
import { TANDEM_OPTIONS } from './index.ts';

const page = new URL('../../../docs/config.md', import.meta.url);

const unit = unitOptions({ unit: 'cp-1', httpPort: '8181' });
const own = Object.fromEntries(
  Object.entries(TANDEM_OPTIONS).filter(
    ([name]) => !(name in PROVISIONING_OPTIONS || name in SIP_OPTIONS || name in unit),
  ),
);

const section = (title: string, intro: string, options: Options): string =>
  `## ${title}\n\n${intro}\n\n${documentOptions(options)}\n`;

const expected = [
  '# Configuration\n',
  'Every process reads environment variables, once, at its start. A value that cannot be used is refused with what is',
  'wrong; so is a variable with the prefix `TANDEM_` that no process has. An empty variable counts as absent. Secrets are',
  'never logged.\n',
  section('Every process', 'Read by provisioning, units and the all-in-one process.', PROCESS_OPTIONS),
  section('Provisioning', '`npm run start:provisioning`, and `npm start`.', PROVISIONING_OPTIONS),
  section(
    'Units',
    '`npm run start:call-processing` and `npm run start:sms-worker` (there `sms-1` and 8191).',
    unit,
  ),
  section(
    'Call processing',
    '`npm run start:call-processing`, and for both units of `npm start` all but the port.',
    SIP_OPTIONS,
  ),
  section('All in one', '`npm start`: the ports and models of its units.', own),
].join('\n');

/** Prettier pads tables: only the words count. */
const words = (text: string): string => text.replace(/[-–|\s]+/g, ' ').trim();

describe('configuration', () => {
  it('is documented key by key in docs/config.md (UPDATE_DOCS=1 writes it)', () => {
    if (process.env['UPDATE_DOCS'] === '1') writeFileSync(page, expected);
    expect(words(readFileSync(page, 'utf8'))).toBe(words(expected));
  });

  it('knows every key with its own prefix in every process', () => {
    const declared = [PROCESS_OPTIONS, TANDEM_OPTIONS, SIP_OPTIONS, unit]
      .flatMap((options: Options) => Object.values(options))
      .map(({ key }) => key)
      .filter((key) => key.startsWith('TANDEM_'));
    // The two of the test stack are no options of a process.
    expect([...new Set([...declared, 'TANDEM_STACK_CACHE', 'TANDEM_TEST_STACK'])].sort()).toEqual([
      ...TANDEM_KEYS,
    ]);
  });
});
