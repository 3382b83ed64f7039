import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { spawnProcess } from '@tandem/testing';

const library = fileURLToPath(new URL('./index.ts', import.meta.url));

const run = (body: string) =>
  spawnProcess({
    command: process.execPath,
    args: [
      '--no-warnings',
      '--conditions=@tandem/source',
      '--input-type=module',
      '-e',
      `import { runMain } from ${JSON.stringify(library)};
       import { TandemError } from '@tandem/kernel';
       const alive = setInterval(() => {}, 1000);
       await runMain(async () => { ${body} });`,
    ],
  });

describe('runMain', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('closes on %s and exits with 0', async (signal) => {
    const child = await run(
      "console.log('up'); return { close: async () => { await new Promise((r) => setTimeout(r, 20)); console.log('closed'); } };",
    );
    await child.waitForLine(/up/);
    child.signal(signal);
    expect(await child.exited).toEqual({ code: 0, signal: null });
    expect(child.output()).toContain('closed');
  });

  it('says what was wrong, without a stack, and exits with 1 when it cannot start', async () => {
    const child = await run("throw new TandemError('PORT_IN_USE', 'port 5060 is in use');");
    expect(await child.exited).toEqual({ code: 1, signal: null });
    expect(child.output()).toContain('PORT_IN_USE: port 5060 is in use');
    expect(child.output()).not.toContain('    at ');
  });

  it('ends at once when asked twice', async () => {
    const child = await run(
      "console.log('up'); return { close: () => { console.log('closing'); return new Promise(() => {}); } };",
    );
    await child.waitForLine(/up/);
    child.signal('SIGTERM');
    await child.waitForLine(/closing/);
    child.signal('SIGTERM');
    expect(await child.exited).toEqual({ code: 1, signal: null });
  });
});
