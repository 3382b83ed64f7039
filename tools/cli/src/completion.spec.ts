import { execFileSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { completionScript } from './completion.ts';

/** What bash offers behind these words. */
const completed = (...words: readonly string[]): readonly string[] => {
  const script = `${completionScript('bash')}
    COMP_WORDS=(tandem "$@"); COMP_CWORD=$#; _tandem; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return execFileSync('bash', ['-c', script, 'bash', ...words], { encoding: 'utf8' })
    .trimEnd()
    .split('\n');
};

describe('completion', () => {
  it('offers commands, then their second words, then their options', () => {
    expect(completed('')).toEqual([
      'clients',
      'applications',
      'numbers',
      'webhooks',
      'receipts',
      'accounts',
      'import',
      'audit',
      'dead-letters',
      'completion',
    ]);
    expect(completed('cl')).toEqual(['clients']);
    expect(completed('clients', '')).toEqual(['list', 'get', 'create', 'update', 'delete', 'history']);
    expect(completed('clients', 'create', '--voice-f')).toEqual([
      '--voice-fallback-url',
      '--voice-fallback-method',
    ]);
    expect(completed('clients', 'update', 'alice', '--lo')).toEqual(['']);
  });

  it('makes zsh read bash’s form', () => {
    expect(completionScript('zsh')).toMatch(/^autoload -Uz bashcompinit && bashcompinit\n_tandem\(\)/);
  });
});
