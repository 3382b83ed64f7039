import type { Contacts, Via } from '../headers/types.ts';
import type { Flow } from '../flow/flow.ts';
import { isIpLiteral } from '../uri/host.ts';
import { isHostOf, isPrivateHost } from './addresses.ts';

const DEFAULT_PORT = 5060;

const viaDiffers = ({ host, port, params }: Via, { transport, remote }: Flow): boolean => {
  if (!isHostOf(host, remote.address) && isIpLiteral(host)) return true;
  // A phone that asks for rport sends from the port that it listens on (RFC 3581 §4).
  return transport === 'udp' && (port ?? DEFAULT_PORT) !== remote.port && params.has('rport');
};

const contactDiffers = (contacts: Contacts, { remote }: Flow): boolean =>
  contacts !== '*' &&
  contacts.some(({ uri }) => 'host' in uri && !isHostOf(uri.host, remote.address) && isPrivateHost(uri.host));

/** Whether the phone does not know the address under which it is seen here: its Contact cannot be reached as it stands. */
export const isBehindNat = (via: Via, contacts: Contacts, flow: Flow): boolean =>
  viaDiffers(via, flow) || contactDiffers(contacts, flow);
