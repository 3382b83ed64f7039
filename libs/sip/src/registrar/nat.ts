import type { Contacts, Via } from '../headers/types.ts';
import type { Flow } from '../flow/flow.ts';
import { isIpLiteral } from '../uri/host.ts';
import { isHostOf, isPrivateHost } from './addresses.ts';

const DEFAULT_PORT = 5060;

const viaDiffers = ({ host, port, params }: Via, { transport, remote }: Flow): boolean => {
  if (isIpLiteral(host) && !isHostOf(host, remote.address)) return true;
  // A phone that asks for rport sends from the port that it listens on (RFC 3581 §4).
  return transport === 'udp' && params.has('rport') && (port ?? DEFAULT_PORT) !== remote.port;
};

const contactDiffers = (contacts: Contacts, { remote }: Flow): boolean =>
  contacts !== '*' &&
  contacts.some(({ uri }) => 'host' in uri && isPrivateHost(uri.host) && !isHostOf(uri.host, remote.address));

/** Whether the phone does not know the address under which it is seen here: its Contact cannot be reached as it stands. */
export const isBehindNat = (via: Via, contacts: Contacts, flow: Flow): boolean =>
  viaDiffers(via, flow) || contactDiffers(contacts, flow);
