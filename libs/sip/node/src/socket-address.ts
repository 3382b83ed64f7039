const MAPPED = '::ffff:';

/** The address of a socket's other end; an IPv4 peer of an IPv6 listener comes out as IPv4. */
export const plainAddress = (address: string): string =>
  address.startsWith(MAPPED) && address.includes('.') ? address.slice(MAPPED.length) : address;
