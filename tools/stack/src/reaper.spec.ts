import { existsSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { spawnProcess, tempDir, waitFor } from '@tandem/testing';

const SPAWNER = `
  import { spawnReaped } from ${JSON.stringify(new URL('./spawn-reaped.ts', import.meta.url).href)};
  import { dataDir } from ${JSON.stringify(new URL('./data-dir.ts', import.meta.url).href)};
  const deaf = "process.on('SIGTERM', () => 0); setInterval(() => 0, 1000); console.log('up')";
  const child = await spawnReaped({ command: process.execPath, args: ['-e', deaf], detached: true });
  await child.waitForLine(/up/);
  const dir = await dataDir('tandem-reaper-');
  console.log(JSON.stringify({ pid: child.pid, dir: dir.path }));
  process.on('SIGUSR2', () => process.exit(0));`;

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('the reaper', () => {
  it.each(['SIGKILL', 'SIGUSR2'] as const)('ends what a process leaves that ends by %s', async (signal) => {
    const home = await tempDir();
    const spawner = await spawnProcess({
      command: process.execPath,
      args: ['--conditions=@tandem/source', '--input-type=module', '-e', SPAWNER],
      env: { ...process.env, TMPDIR: home.path },
      cwd: process.cwd(),
    });
    const line = await spawner.waitForLine(/^{/);
    const { pid, dir } = JSON.parse(line) as { pid: number; dir: string };
    expect([isAlive(pid), existsSync(dir)]).toEqual([true, true]);
    spawner.signal(signal);
    await spawner.exited;
    await waitFor(() => !isAlive(pid) && !existsSync(dir), { what: 'the child and its directory to go' });
    await home.remove();
  });
});
