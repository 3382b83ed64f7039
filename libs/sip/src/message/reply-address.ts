import { topViaOf } from '../headers/accessors.ts';
import type { Answerable, Source } from './types.ts';

const DEFAULT_PORT = 5060;

/**
 * Where the answer to a datagram goes: always to the address that it came from, so that nobody can point us at a third
 * party by `maddr` or sent-by. With `rport` to its port too (RFC 3581 §4), else to the port of the sent-by
 * (RFC 3261 §18.2.2). On streams the answer goes over the connection.
 */
export const replyAddress = (request: Answerable, source: Source): Source => {
  const via = topViaOf(request);
  if (!via.ok || via.value.params.has('rport')) return source;
  return { address: source.address, port: via.value.port ?? DEFAULT_PORT };
};
