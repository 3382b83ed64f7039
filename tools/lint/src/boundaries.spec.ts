import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { ESLint } from 'eslint';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
const RULE = '@nx/enforce-module-boundaries';

/** What the boundary rule says of one line of code as if it stood in a project's production code. */
const messages = async (eslint: ESLint, project: string, code: string): Promise<string[]> => {
  const filePath = join(root, project, 'src', 'index.ts');
  const results = await eslint.lintText(`${code}\n`, { filePath });
  return results
    .flatMap((result) => result.messages)
    .filter(({ ruleId }) => ruleId === RULE || ruleId === 'no-restricted-imports' || ruleId === null)
    .map(({ message }) => message);
};

describe('module boundaries', () => {
  let eslint: ESLint;

  beforeAll(() => {
    // With CI=true the parser takes a file's text from disk, and the probes below stand nowhere on it.
    process.env['TSESTREE_SINGLE_RUN'] = 'false';
    eslint = new ESLint({ cwd: root });
  }, 60_000);

  const lint = (project: string, code: string) => messages(eslint, project, code);

  it('lets an adapter use its port', async () => {
    expect(await lint('libs/journal/sqlite', "export type { Journal } from '@tandem/journal';")).toEqual([]);
  }, 60_000);

  it('keeps units off provisioning: contracts are all they share', async () => {
    const said = await lint('libs/unit/http', "export type { Clients } from '@tandem/provisioning';");
    expect(said.join()).toContain('can only depend on libs tagged');
  });

  it('keeps a port off its adapters, and an application off adapters', async () => {
    // Not a cycle: a cycle would be reported instead of the tags.
    const said = await lint('libs/relay', "export { openSqliteEventLog } from '@tandem/event-log-sqlite';");
    expect(said.join()).toContain('can only depend on libs tagged');
  });

  it('keeps frameworks out of protocol code', async () => {
    const said = await lint('libs/sip', "import 'kafkajs';");
    expect(said.join()).toMatch(/not allowed to import|kafkajs/);
    expect(said).not.toEqual([]);
  });

  it('keeps relative paths from going round it', async () => {
    const said = await lint('libs/unit', "export { newSid } from '../../kernel/src/index.ts';");
    expect(said).not.toEqual([]);
  });

  it('keeps sockets and files out of pure code', async () => {
    expect(await lint('libs/sip', "import 'node:net';")).not.toEqual([]);
    expect(await lint('libs/sip', "import 'node:crypto';")).toEqual([]);
  });
});
