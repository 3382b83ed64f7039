import { canonicalHost, hostOfAddress, isIpLiteral } from '../uri/host.ts';

/** Whether a host of a URI or Via names the address that a socket reported. */
export const isHostOf = (host: string, address: string): boolean =>
  host === address || canonicalHost(host) === canonicalHost(hostOfAddress(address));

const isPrivateIpv4 = (host: string): boolean => {
  const [first = 0, second = 0] = host.split('.', 2).map(Number);
  if (first === 10 || first === 127) return true;
  if (first === 172) return second >= 16 && second <= 31;
  if (first === 192) return second === 168;
  if (first === 169) return second === 254;
  return first === 100 && second >= 64 && second <= 127;
};

const PRIVATE_IPV6 = /^\[(?:f[cd][0-9a-f]{2}|fe[89ab][0-9a-f]|(?:0:){7}1\])/;

/**
 * Addresses that a phone cannot have on the public network: RFC 1918, shared (RFC 6598), link-local, loopback, and
 * their IPv6 counterparts. `host` as in a URI; a name is none.
 */
export const isPrivateHost = (host: string): boolean =>
  isIpLiteral(host) && (host.startsWith('[') ? PRIVATE_IPV6.test(canonicalHost(host)) : isPrivateIpv4(host));
