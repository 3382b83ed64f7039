import { connect } from 'node:net';

/**
 * Connects to a server on 127.0.0.1, sends one request and gives back its answer once `isWhole` says that all of it
 * is there; undefined when nothing answers, it answers with something else and closes, or the time is up.
 */
export function exchange(
  port: number,
  request: Buffer,
  { isWhole, timeoutMs }: { readonly isWhole: (answer: Buffer) => boolean; readonly timeoutMs: number },
): Promise<Buffer | undefined> {
  return new Promise((resolve) => {
    let answer = Buffer.alloc(0);
    const socket = connect(port, '127.0.0.1', () => socket.write(request));
    const finish = (result: Buffer | undefined): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(result);
    };
    const timer = setTimeout(() => finish(undefined), timeoutMs);
    socket.on('data', (chunk) => {
      answer = Buffer.concat([answer, chunk]);
      if (isWhole(answer)) finish(answer);
    });
    socket.once('error', () => finish(undefined));
    socket.once('close', () => finish(undefined));
  });
}
