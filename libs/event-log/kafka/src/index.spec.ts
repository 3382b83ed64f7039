import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { spawnProcess } from '@tandem/testing';

// Node.js finds fewer names in a CommonJS package (kafkajs) than Jest does: an import may pass all tests and fail there.
it('loads in Node.js itself', async () => {
  const child = await spawnProcess({
    command: process.execPath,
    args: ['--no-warnings', '--conditions=@tandem/source', join(import.meta.dirname, 'index.ts')],
  });
  expect({ exit: await child.exited, output: child.output() }).toEqual({
    exit: { code: 0, signal: null },
    output: '',
  });
}, 20_000);
