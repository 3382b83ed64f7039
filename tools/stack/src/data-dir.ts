import { tempDir } from '@tandem/testing';
import { reapDirectory } from './reaper.ts';

export interface DataDir {
  readonly path: string;
  remove(): Promise<void>;
}

/** A directory for a server's data: removed when asked, or when this process dies. */
export async function dataDir(prefix: string): Promise<DataDir> {
  const dir = await tempDir(prefix);
  const forget = reapDirectory(dir.path);
  return {
    path: dir.path,
    remove: async () => {
      await dir.remove();
      forget();
    },
  };
}
