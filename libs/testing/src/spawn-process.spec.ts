import { afterEach, describe, expect, it } from '@jest/globals';
import { type SpawnedProcess, spawnProcess } from './spawn-process.ts';

const TALKER = `
  process.on('SIGTERM', () => { console.log('asked to stop'); process.exit(7); });
  process.stdin.on('data', (d) => console.error('heard ' + d.toString().trim()));
  console.log('ready on 4711');`;
const DEAF = `process.on('SIGTERM', () => undefined); setInterval(() => undefined, 1000); console.log('ready');`;

let started: SpawnedProcess[] = [];

async function node(script: string): Promise<SpawnedProcess> {
  const child = await spawnProcess({ command: process.execPath, args: ['-e', script], name: 'script' });
  started.push(child);
  return child;
}

afterEach(async () => {
  await Promise.all(started.map((child) => child.kill()));
  started = [];
});

describe('spawnProcess', () => {
  it('waits for a line, printed before or after it is asked for, on either stream', async () => {
    const child = await node(TALKER);
    expect(await child.waitForLine(/ready on (\d+)/)).toBe('ready on 4711');
    expect(await child.waitForLine(/ready on (\d+)/)).toBe('ready on 4711');
    child.write('hello\n');
    expect(await child.waitForLine(/^heard/)).toBe('heard hello');
  });

  it('stops with SIGTERM and tells how it ended', async () => {
    const child = await node(TALKER);
    await child.waitForLine(/ready/);
    expect(child.running()).toBe(true);
    expect(await child.stop()).toEqual({ code: 7, signal: null });
    expect(child.running()).toBe(false);
    expect(child.output()).toContain('asked to stop');
  });

  it('kills a process that ignores SIGTERM when its grace is over', async () => {
    const child = await node(DEAF);
    await child.waitForLine(/ready/);
    expect(await child.stop({ graceMs: 50 })).toEqual({ code: null, signal: 'SIGKILL' });
  });

  it('stops a paused process gracefully', async () => {
    const child = await node(TALKER);
    await child.waitForLine(/ready/);
    child.signal('SIGSTOP');
    expect(await child.stop()).toEqual({ code: 7, signal: null });
  });

  it('tells at once when the process ends before the line, with its last lines', async () => {
    const child = await node(`console.error('no such file'); process.exit(3);`);
    const waiting = child.waitForLine(/ready/);
    await expect(waiting).rejects.toMatchObject({
      code: 'PROCESS_EXITED',
      message: expect.stringMatching(/script ended \(code 3\).*no such file/s),
    });
    expect(await child.exited).toEqual({ code: 3, signal: null });
  });

  it('bounds the wait for a line', async () => {
    const child = await node(TALKER);
    await expect(child.waitForLine(/never/, { timeoutMs: 20 })).rejects.toMatchObject({
      code: 'WAIT_TIMEOUT',
    });
  });

  it('says so when there is no such program', async () => {
    await expect(spawnProcess({ command: '/no/such/program' })).rejects.toMatchObject({
      code: 'SPAWN_FAILED',
      message: expect.stringContaining('cannot start /no/such/program'),
    });
  });
});
