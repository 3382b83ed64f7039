import type { Flow } from '../flow/flow.ts';
import { hostOfAddress } from '../uri/host.ts';

/** How this element is named to others: in Via and Record-Route. */
export interface OwnName {
  /** An IPv6 address in its brackets. */
  readonly host: string;
  readonly port: number;
}

/** The name under which the listener of a flow is reached; what is bound to every address needs another one. */
export type NameFlow = (flow: Flow) => OwnName;

export const nameOfListener: NameFlow = ({ local }) => ({
  host: hostOfAddress(local.address),
  port: local.port,
});

/** Via of a request that goes over a flow (RFC 3261 §18.1.1), with rport, as answers come back through NAT (RFC 3581 §3). */
export const viaOver = (flow: Flow, { host, port }: OwnName, branch: string): string =>
  `SIP/2.0/${flow.transport.toUpperCase()} ${host}:${port};branch=${branch};rport`;

/**
 * Record-Route by which requests of a dialog come back here (RFC 3261 §16.6 step 4): the user part names the call, so that it
 * is told from others whatever name or address it comes to.
 */
export const recordRouteOver = (flow: Flow, { host, port }: OwnName, token: string): string => {
  const transport = flow.transport === 'udp' ? '' : `;transport=${flow.transport}`;
  return `<sip:${token}@${host}:${port}${transport};lr>`;
};
