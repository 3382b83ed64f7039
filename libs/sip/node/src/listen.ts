import { bindError, isInUse } from './bind-error.ts';
import type { ListenAddress } from './bind-error.ts';
import { TcpTransport } from './tcp-transport.ts';
import type { TcpOptions } from './tcp-transport.ts';
import { UdpTransport } from './udp-transport.ts';
import type { UdpHandlers } from './udp-transport.ts';

/** The two listeners of an endpoint; both have the same port. */
export interface Listeners {
  readonly udp: UdpTransport;
  readonly tcp: TcpTransport;
}

/** With port 0 the system picks for TCP, and UDP may find that one taken. */
const ATTEMPTS = 20;

const listenOnce = async (at: ListenAddress, udp: UdpHandlers, tcp: TcpOptions): Promise<Listeners> => {
  const stream = await TcpTransport.open(at.host, at.port, tcp).catch((cause: unknown) => {
    throw bindError(cause, 'TCP', at);
  });
  try {
    return { tcp: stream, udp: await UdpTransport.open(at.host, stream.local.port, udp) };
  } catch (cause) {
    await stream.close(0);
    throw bindError(cause, 'UDP', { ...at, port: stream.local.port });
  }
};

/** Listens on UDP and TCP under one port number. Throws `PORT_IN_USE`, leaving nothing open. */
export const listen = async (at: ListenAddress, udp: UdpHandlers, tcp: TcpOptions): Promise<Listeners> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await listenOnce(at, udp, tcp);
    } catch (error) {
      const again = at.port === 0 && attempt < ATTEMPTS && isInUse((error as Error).cause);
      if (!again) throw error;
    }
  }
};
