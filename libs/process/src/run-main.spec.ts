import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { spawnProcess, waitFor } from '@tandem/testing';

const library = fileURLToPath(new URL('./index.ts', import.meta.url));

const script = (body: string): string =>
  `import { runMain } from ${JSON.stringify(library)};
   import { TandemError } from '@tandem/kernel';
   const alive = setInterval(() => {}, 1000);
   await runMain(async () => { ${body} });`;

const FLAGS = ['--no-warnings', '--conditions=@tandem/source', '--input-type=module'];

const run = (body: string, env: Readonly<Record<string, string>> = {}) => {
  const { npm_lifecycle_event: _, ...own } = process.env;
  return spawnProcess({
    command: process.execPath,
    args: [...FLAGS, '-e', script(body)],
    env: { ...own, ...env },
  });
};

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

  it('closes when the npm that started it was killed', async () => {
    const child = await run(
      `const { spawn } = await import('node:child_process');
       const inner = spawn(process.execPath, process.execArgv.concat('-e', process.env.INNER), {
         stdio: 'inherit',
         env: { ...process.env, npm_lifecycle_event: 'start' },
       });
       return { close: async () => undefined };`,
      {
        INNER: script(
          "console.log('up ' + process.ppid); return { close: async () => console.log('closed') };",
        ),
      },
    );
    await child.waitForLine(/up/);
    await child.kill();
    await waitFor(() => child.output().includes('closed'));
  });

  it('lets nobody else read what the process writes', async () => {
    const child = await run(
      "console.log('umask ' + process.umask().toString(8)); return { close: async () => {} };",
    );
    expect(await child.waitForLine(/umask/)).toBe('umask 77');
    await child.stop();
  });

  it('says what was wrong, without a stack, and exits with 1 when it cannot start', async () => {
    const child = await run("throw new TandemError('PORT_IN_USE', 'port 5060 is in use');");
    expect(await child.exited).toEqual({ code: 1, signal: null });
    expect(child.output()).toContain('PORT_IN_USE: port 5060 is in use');
    expect(child.output()).not.toContain('    at ');
  });

  it('closes when what runs cannot go on, says why and exits with 1', async () => {
    const child = await run(
      `const error = new TandemError('UNIT_ID_IN_USE', 'unit cp-1 already runs');
       return { failed: new Promise((r) => setTimeout(r, 20, error)), close: async () => console.log('closed') };`,
    );
    expect(await child.exited).toEqual({ code: 1, signal: null });
    expect(child.output()).toMatch(/UNIT_ID_IN_USE: unit cp-1 already runs\s+closed/);
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
