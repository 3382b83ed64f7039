import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { StackError } from '../stack-error.ts';

/**
 * Where fetched and built programs are kept between runs: `TANDEM_STACK_CACHE`, else `tandem-stack` in the user's
 * cache directory (XDG Base Directory Specification: `$XDG_CACHE_HOME`, by default `~/.cache`; a relative one is ignored).
 *
 * @throws StackError BAD_OPTION when TANDEM_STACK_CACHE is not an absolute path
 */
export function cacheDir(env: NodeJS.ProcessEnv = process.env): string {
  const own = env['TANDEM_STACK_CACHE'];
  if (own !== undefined && own !== '') {
    if (isAbsolute(own)) return own;
    throw new StackError('BAD_OPTION', `TANDEM_STACK_CACHE must be an absolute path, not "${own}"`);
  }
  const xdg = env['XDG_CACHE_HOME'] ?? '';
  return join(isAbsolute(xdg) ? xdg : join(homedir(), '.cache'), 'tandem-stack');
}
