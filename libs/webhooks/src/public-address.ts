import { BlockList, isIP } from 'node:net';

/** Special-purpose addresses (RFC 6890 and its registries): nothing of the public Internet answers there. */
const SPECIAL_V4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];
const SPECIAL_V6: readonly (readonly [string, number])[] = [
  ['::', 128],
  ['::1', 128],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
];

const special = new BlockList();
for (const [net, prefix] of SPECIAL_V4) special.addSubnet(net, prefix, 'ipv4');
for (const [net, prefix] of SPECIAL_V6) special.addSubnet(net, prefix, 'ipv6');

const V6 = 6;

/** Whether an IP address is one of the public Internet. IPv4 in IPv6 (`::ffff:a.b.c.d`) is judged as IPv4. */
export const isPublicAddress = (address: string): boolean => {
  const version = isIP(address);
  return version !== 0 && !special.check(address, version === V6 ? 'ipv6' : 'ipv4');
};
