import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { freePort, type SpawnedProcess, spawnProcess, type TempDir, tempDir, waitFor } from '@tandem/testing';
import { pingKafka } from './kafka/ping-kafka.ts';
import { pingMongo } from './mongo/ping-mongo.ts';
import { describeWithOwnServers } from './testing/describe-with-stack.ts';

const CLI = fileURLToPath(new URL('./cli.ts', import.meta.url));
const READY = { timeoutMs: 60_000 };

let temp: TempDir;
let children: SpawnedProcess[];

async function cli(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<SpawnedProcess> {
  const child = await spawnProcess({
    name: 'the stack',
    command: process.execPath,
    args: ['--conditions=@tandem/source', CLI, ...args],
    env: { ...process.env, TMPDIR: temp.path, ...env },
  });
  children.push(child);
  return child;
}

const portIn = (line: string): number => Number(/:(\d+)\/?$/.exec(line)?.[1]);

beforeEach(async () => {
  temp = await tempDir();
  children = [];
});

afterEach(async () => {
  await Promise.all(children.map((child) => child.kill()));
  await waitFor(() => readdirSync(temp.path).every((name) => !/^tandem-(kafka|mongo)-/.test(name)), {
    what: 'the servers’ data to go',
  });
  await temp.remove();
});

describe('npm run stack', () => {
  it('prints its usage', async () => {
    const child = await cli(['--help']);
    expect(await child.exited).toEqual({ code: 0, signal: null });
    expect(child.output()).toContain('--prepare');
  });

  it('refuses an option that it does not know, naming it', async () => {
    const child = await cli(['--docker']);
    expect(await child.exited).toEqual({ code: 1, signal: null });
    expect(child.output()).toMatch(/^stack: Unknown option '--docker'/m);
  });

  it('says which tool is missing and what would do instead', async () => {
    const cache = `${temp.path}/cache`;
    const child = await cli(['--prepare', '--mongo-only'], { PATH: '/nowhere', TANDEM_STACK_CACHE: cache });
    expect(await child.exited).toEqual({ code: 1, signal: null });
    expect(child.output()).toMatch(
      /^stack: go .*was not found: install Go.*or set MONGODB_URI.*or start Docker/m,
    );
    expect(existsSync(cache) ? readdirSync(cache) : []).toEqual([]);
  });
});

describeWithOwnServers(['kafka', 'mongo'], 'npm run stack, prepared', () => {
  it('runs both, prints where they are, and ends both with their data at SIGTERM', async () => {
    const child = await cli([]);
    const kafka = portIn(await child.waitForLine(/^KAFKA_BROKERS=127\.0\.0\.1:\d+$/, READY));
    const mongo = portIn(await child.waitForLine(/^MONGODB_URI=mongodb:\/\/127\.0\.0\.1:\d+\/$/, READY));
    expect(await Promise.all([pingKafka(kafka), pingMongo(mongo)])).toEqual([true, true]);
    child.signal('SIGTERM');
    expect(await child.exited).toEqual({ code: 0, signal: null });
    expect(await Promise.all([pingKafka(kafka), pingMongo(mongo)])).toEqual([false, false]);
  }, 90_000);

  it('leaves nothing behind when it is killed', async () => {
    const port = await freePort();
    const child = await cli(['--mongo-only', '--mongo-port', String(port)]);
    await child.waitForLine(/^MONGODB_URI=/, READY);
    expect(await pingMongo(port)).toBe(true);
    await child.kill();
    await waitFor(async () => !(await pingMongo(port)), { what: 'the server to end' });
  }, 90_000);

  it('ends with the npm that started it, though npm tells only its shell', async () => {
    const port = await freePort();
    const command = [
      process.execPath,
      '--conditions=@tandem/source',
      CLI,
      '--mongo-only',
      '--mongo-port',
      String(port),
    ];
    const shell = await spawnProcess({
      command: 'sh',
      // The second command keeps the shell from becoming the first one.
      args: ['-c', '"$@"; :', 'sh', ...command],
      env: { ...process.env, TMPDIR: temp.path, npm_lifecycle_event: 'stack' },
    });
    children.push(shell);
    await shell.waitForLine(/^MONGODB_URI=/, READY);
    shell.signal('SIGTERM');
    await shell.waitForLine(/^stack: stopped/);
    expect(await pingMongo(port)).toBe(false);
  }, 90_000);

  it('refuses a port that is taken when it was asked for', async () => {
    const port = await freePort();
    const first = await cli(['--mongo-only', '--mongo-port', String(port)]);
    await first.waitForLine(/^MONGODB_URI=/, READY);
    const second = await cli(['--mongo-only', '--mongo-port', String(port)]);
    expect(await second.exited).toEqual({ code: 1, signal: null });
    expect(second.output()).toContain(`--mongo-port: 127.0.0.1:${port} is in use`);
  }, 90_000);

  it('ends with a reason when a server ends by itself', async () => {
    const port = await freePort();
    const child = await cli(['--mongo-only', '--mongo-port', String(port)]);
    await child.waitForLine(/^MONGODB_URI=/, READY);
    const { pids } = await serversOf(child.pid);
    for (const pid of pids) process.kill(pid, 'SIGKILL');
    expect(await child.exited).toEqual({ code: 1, signal: null });
    expect(child.output()).toContain('ended by itself (SIGKILL)');
  }, 90_000);
});

/** The children of a process that are servers of ours. */
async function serversOf(parent: number): Promise<{ pids: number[] }> {
  const ps = await spawnProcess({ command: 'ps', args: ['-eo', 'pid=,ppid=,args='] });
  await ps.exited;
  const lines = ps
    .output()
    .split('\n')
    .map((line) => line.trim().split(/\s+/));
  const pids = lines.filter(
    ([, ppid, program]) => Number(ppid) === parent && program?.includes('mongo-wire'),
  );
  return { pids: pids.map(([pid]) => Number(pid)) };
}
