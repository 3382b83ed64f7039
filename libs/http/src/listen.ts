import { messageOf, TandemError } from '@tandem/kernel';

/** What can listen: a Nest or a Fastify application. */
export interface Listening {
  listen(port: number, host: string): Promise<unknown>;
  getUrl(): Promise<string>;
}

export interface ListenOptions {
  readonly host: string;
  /** 0 = any free one. */
  readonly port: number;
  /** The configuration key of the port, for the error message. */
  readonly key: string;
}

const IN_USE = new Set(['EADDRINUSE', 'EACCES', 'EADDRNOTAVAIL']);

/** Begins to listen and says where, as an origin. Throws `PORT_IN_USE`, naming the key to change. */
export const listenHttp = async (app: Listening, { host, port, key }: ListenOptions): Promise<string> => {
  try {
    await app.listen(port, host);
  } catch (cause) {
    if (!IN_USE.has(String((cause as { code?: unknown }).code))) throw cause;
    throw new TandemError(
      'PORT_IN_USE',
      `cannot listen on ${host}:${port} (${messageOf(cause)}); stop what uses it, or set ${key} to another port`,
      { cause },
    );
  }
  return app.getUrl();
};
