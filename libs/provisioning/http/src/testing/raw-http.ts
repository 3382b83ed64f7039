import { connect } from 'node:net';

/** Writes bytes to a port of 127.0.0.1 and reads until the server closes, at most `timeoutMs`. */
export const rawHttp = (
  port: number,
  parts: string | Buffer | readonly (string | Buffer)[],
  timeoutMs = 5000,
): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let received = '';
    const timer = setTimeout(() => {
      socket.destroy();
      reject(new Error(`the server kept the connection open; it sent ${JSON.stringify(received)}`));
    }, timeoutMs);
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => (received += text));
    // A server that closes while we still write resets the connection: what it sent before is the answer.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearTimeout(timer);
      resolve(received);
    });
    for (const part of typeof parts === 'string' || Buffer.isBuffer(parts) ? [parts] : parts)
      socket.write(part);
  });
