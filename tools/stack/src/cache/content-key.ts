import { createHash } from 'node:crypto';

/** Short name of all that decides what an entry of the cache holds: another content, another entry. */
export function contentKey(...parts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${part.length}:${part}`);
  return hash.digest('hex').slice(0, 12);
}
