import { fileURLToPath } from 'node:url';
import { spawnProcess } from '@tandem/testing';
import type { SpawnedProcess } from '@tandem/testing';

const PROGRAM = fileURLToPath(new URL('./crash-writer.ts', import.meta.url));

export interface Acknowledged {
  readonly sid: string;
  readonly revision: number;
}

/**
 * Starts a process that appends to the store in `dir` until it is killed; resolves once it writes.
 * `fileBlocks` limits the size of the files that it may write, in units of 512 bytes, so that its disk fails.
 */
export const startWriter = async (dir: string, fileBlocks?: number): Promise<SpawnedProcess> => {
  const node = [process.execPath, '--no-warnings', '--conditions=@tandem/source', PROGRAM, dir];
  const limited = ['-c', `ulimit -f ${fileBlocks} && exec "$@"`, 'sh', ...node, 'limited'];
  const [command = '', ...args] = fileBlocks === undefined ? node : ['sh', ...limited];
  const writer = await spawnProcess({ name: 'the writer', command, args });
  await writer.waitForLine(/^writing$/);
  return writer;
};

/** What the writer was told is stored. */
export const acknowledgedBy = (writer: SpawnedProcess): readonly Acknowledged[] =>
  [...writer.output().matchAll(/^acknowledged (\w+) (\d+)$/gm)].map(([, sid = '', revision = '']) => ({
    sid,
    revision: Number(revision),
  }));
