import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { waitFor } from '@tandem/testing';
import type { Fault } from './fault.ts';

const FULL_MS = 4000;
const BLOCK = Buffer.alloc(64 * 1024);
/** The MongoDB-wire server of the tests takes some twenty creations a second, fewer as its journal grows. */
const BACKLOG = 200;
const IMPORT_MS = 300_000;
const CAUGHT_UP_MS = 120_000;

const fill = (path: string): void => {
  for (let block = 0; ; block += 1) {
    try {
      writeFileSync(path, BLOCK, { flag: 'a' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return;
      throw error;
    }
  }
};

/** The disk of cp-2 has no room for a while. */
export const diskFull: Fault = {
  name: 'disk-full',
  lacks: ({ smallDisk }) => (smallDisk === null ? 'this user may not mount a tmpfs' : null),
  inject: async ({ smallDisk }) => {
    const filler = join(smallDisk ?? '', 'filler');
    fill(filler);
    await pause(FULL_MS);
    rmSync(filler);
  },
};

/** A unit is away while many Clients are created, and starts then. */
export const backlog: Fault = {
  name: 'backlog',
  inject: async ({ stack, random }) => {
    const member = stack.member('sms-1');
    await member.process.kill();
    const rows = Array.from({ length: BACKLOG }, () => `bulk-${random.bytes(6).toString('hex')},secret`);
    const { api } = stack;
    const { accountSid, authToken } = api.credentials;
    const response = await fetch(`${api.account}/Clients/Import.json`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`,
        'content-type': 'text/csv',
      },
      body: ['Login,Password', ...rows].join('\n'),
      signal: AbortSignal.timeout(IMPORT_MS),
    });
    const summary = (await response.text()).trimEnd().split('\n').at(-1) ?? '';
    const { created, revision } = JSON.parse(summary) as {
      readonly created?: number;
      readonly revision?: number;
    };
    if (created !== BACKLOG) throw new Error(`the import came to ${summary}`);
    await member.startAgain();
    await waitFor(
      async () => {
        const { body } = await member.pages.get<{ partitions: readonly { received: number }[] }>('/status');
        return (
          body.partitions.length > 0 && body.partitions.every(({ received }) => received >= (revision ?? 0))
        );
      },
      { what: 'the unit to catch up', timeoutMs: CAUGHT_UP_MS, intervalMs: 200 },
    );
  },
};
