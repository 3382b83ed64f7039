import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheDir } from '../cache/cache-dir.ts';
import { ensureCacheEntry } from '../cache/cache-entry.ts';
import { contentKey } from '../cache/content-key.ts';
import { noProgress, type Progress, secondsSince } from '../progress.ts';
import { runTool } from '../run-tool.ts';

const TITLE = 'MongoDB-wire server';
const SOURCE = fileURLToPath(new URL('../../mongo-wire/', import.meta.url));
const SOURCE_FILES = ['go.mod', 'go.sum', 'main.go'] as const;
const PROGRAM = process.platform === 'win32' ? 'mongo-wire.exe' : 'mongo-wire';

/**
 * Path of the MongoDB-wire server's program, built by Go with the user's own settings and kept in the cache.
 *
 * @throws StackError TOOL_MISSING, TOOL_FAILED
 */
export async function mongoWireProgram(
  progress: Progress = noProgress,
  env: NodeJS.ProcessEnv = process.env,
): Promise<string> {
  const path = entryPath(env);
  const root = await ensureCacheEntry(
    { path, title: TITLE, build: (dir) => build(dir, progress, env) },
    progress,
  );
  return join(root, PROGRAM);
}

/** Whether the server can be started without building anything first. */
export function mongoWireIsPrepared(env: NodeJS.ProcessEnv = process.env): boolean {
  return existsSync(entryPath(env));
}

function entryPath(env: NodeJS.ProcessEnv): string {
  const sources = SOURCE_FILES.map((name) => readFileSync(join(SOURCE, name), 'utf8'));
  return join(cacheDir(env), `mongo-wire-${contentKey(...sources, process.platform, process.arch)}`);
}

async function build(dir: string, progress: Progress, env: NodeJS.ProcessEnv): Promise<void> {
  const since = performance.now();
  progress(`${TITLE}: building FerretDB with Go (once, 1 to 2 minutes)`);
  await runTool(
    {
      tool: 'go',
      args: [
        'build',
        '-v',
        '-mod=readonly',
        '-buildvcs=false',
        '-trimpath',
        '-tags=ferretdb_no_postgresql',
        '-ldflags=-s -w',
        `-o=${join(dir, PROGRAM)}`,
        '.',
      ],
      cwd: SOURCE,
      // Without cgo no C compiler is needed: the SQLite in it is translated to Go.
      env: { ...env, CGO_ENABLED: '0', GOWORK: 'off' },
      title: `${TITLE}: building`,
      count: { pattern: /^(?!go: )/, unit: 'packages' },
      timeoutMs: 15 * 60_000,
    },
    progress,
  );
  progress(`${TITLE}: ready in ${secondsSince(since)}`);
}
