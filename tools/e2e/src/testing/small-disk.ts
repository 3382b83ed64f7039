import { describe } from '@jest/globals';
import { mountSmallDisk } from './mount-small-disk.ts';

/** A block of tests on a full disk, skipped with a line where none can be mounted. */
export const describeWithSmallDisk = (name: string, body: () => void): void => {
  const disk = mountSmallDisk(1);
  disk?.unmount();
  if (disk !== undefined) {
    describe(name, body);
    return;
  }
  process.stderr.write(`skipped: ${name}: this user may not mount a tmpfs\n`);
  describe.skip(name, body);
};
