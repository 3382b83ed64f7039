import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { mountSmallDisk, RunningStack } from '@tandem/e2e/testing';
import type { Random } from '@tandem/kernel';
import type { Victim } from '../faults/index.ts';

const DISK_MEGABYTES = 48;

/** A stack to break things on, which is closed whatever comes of it. */
export const withVictim = async <T>(random: Random, work: (victim: Victim) => Promise<T>): Promise<T> => {
  const disk = mountSmallDisk(DISK_MEGABYTES);
  try {
    const dataDirs = disk === undefined ? {} : { 'cp-2': join(disk.path, 'cp-2') };
    for (const dir of Object.values(dataDirs)) mkdirSync(dir);
    const stack = await RunningStack.start({ proxied: true, dataDirs });
    try {
      return await work({ stack, random, smallDisk: disk?.path ?? null });
    } finally {
      await stack.close();
    }
  } finally {
    disk?.unmount();
  }
};
