import { afterEach, describe, expect, it } from '@jest/globals';
import { freePort, waitFor } from '@tandem/testing';
import { exchange } from './exchange.ts';
import { ManagedServer } from './managed-server.ts';
import { startServerProcess } from './start-server-process.ts';

const ECHO = `
  const [port] = process.argv.slice(1);
  require('node:net').createServer((socket) => socket.pipe(socket)).listen(port, '127.0.0.1', () => console.log('listening'))
    .on('error', (error) => { console.error(error.message); process.exit(1); });`;

let server: ManagedServer | undefined;
let disposed: number;

async function answers(port: number): Promise<boolean> {
  const answer = await exchange(port, Buffer.from('?'), { isWhole: () => true, timeoutMs: 200 });
  return answer?.toString() === '?';
}

async function start(port: number): Promise<ManagedServer> {
  disposed = 0;
  server = await ManagedServer.start({
    name: 'echo',
    start: () =>
      startServerProcess({
        name: 'echo',
        command: process.execPath,
        args: ['-e', ECHO, String(port)],
        readyLine: /listening/,
        answers: () => answers(port),
        timeoutMs: 10_000,
      }),
    dispose: async () => void disposed++,
  });
  return server;
}

afterEach(async () => {
  await server?.close();
  server = undefined;
});

describe('ManagedServer', () => {
  it('stops, is killed and starts again on its port', async () => {
    const port = await freePort();
    const echo = await start(port);
    const firstPid = echo.pid;
    await echo.stop();
    expect([echo.state, await answers(port)]).toEqual(['stopped', false]);
    await echo.restart();
    expect([echo.state, await answers(port)]).toEqual(['running', true]);
    expect(echo.pid).not.toBe(firstPid);
    await echo.kill();
    expect((await echo.exited).signal).toBe('SIGKILL');
    await echo.restart();
    await echo.restart();
    expect(await answers(port)).toBe(true);
  });

  it('freezes and goes on', async () => {
    const port = await freePort();
    const echo = await start(port);
    echo.pause();
    // The signal is on its way when `pause` returns.
    await waitFor(async () => !(await answers(port)), { what: 'it to stop' });
    expect([echo.state, await answers(port)]).toEqual(['paused', false]);
    echo.resume();
    await waitFor(() => answers(port));
    echo.pause();
    await echo.restart();
    expect([echo.state, await answers(port)]).toEqual(['running', true]);
  });

  it('removes its data once, when closed for good, in any state', async () => {
    const echo = await start(await freePort());
    await echo.stop();
    expect(disposed).toBe(0);
    await echo.close();
    await echo.close();
    expect([echo.state, disposed]).toEqual(['closed', 1]);
    await expect(echo.stop()).rejects.toMatchObject({ code: 'LIFECYCLE_ILLEGAL' });
  });

  it('refuses to pause what does not run', async () => {
    const echo = await start(await freePort());
    await echo.kill();
    expect(() => echo.pause()).toThrow('echo cannot go from stopped to paused');
  });

  it('leaves nothing running when it is closed while it starts again', async () => {
    const port = await freePort();
    const echo = await start(port);
    await echo.stop();
    const restarting = echo.restart();
    await Promise.all([
      echo.close(),
      expect(restarting).rejects.toMatchObject({ code: 'LIFECYCLE_ILLEGAL' }),
    ]);
    expect(await answers(port)).toBe(false);
  });

  it('shows why it did not start, and leaves no data', async () => {
    const port = await freePort();
    const first = await start(port);
    await expect(start(port)).rejects.toMatchObject({
      code: 'START_FAILED',
      message: expect.stringMatching(/echo did not start.*EADDRINUSE/s),
    });
    expect(disposed).toBe(1);
    await first.close();
  });
});
