import { BRACKET, CHAR, isChar } from '../text/chars.ts';
import { parseDigits } from '../text/numbers.ts';

const GROUPS = 8;
const GROUP = /^[0-9a-f]{1,4}$/i;
const OCTET = /^\d{1,3}$/;
const MAX_HOST = 255;
export const MAX_PORT = 65_535;

/** The four octets of a dotted address, or undefined. */
const parseIpv4 = (text: string): readonly number[] | undefined => {
  if (text.length > '255.255.255.255'.length) return undefined;
  const parts = text.split('.');
  const octets = parts.map((part) => (OCTET.test(part) ? Number(part) : Number.NaN));
  return octets.length === 4 && octets.every((octet) => octet <= 255) ? octets : undefined;
};

/** The two groups that a dotted address stands for. */
const dottedGroups = (text: string): readonly number[] => {
  const [a, b, c, d] = parseIpv4(text) ?? [];
  return a === undefined || b === undefined || c === undefined || d === undefined
    ? [Number.NaN]
    : [a * 256 + b, c * 256 + d];
};

/** Groups separated by colons, the last one dotted where the address may end so; undefined when any is no group. */
const parseGroups = (text: string, mayEndDotted: boolean): readonly number[] | undefined => {
  if (text === '') return [];
  const parts = text.split(':');
  const groups = parts.flatMap((part, index) => {
    if (GROUP.test(part)) return [Number.parseInt(part, 16)];
    return mayEndDotted && index === parts.length - 1 ? dottedGroups(part) : [Number.NaN];
  });
  return groups.some(Number.isNaN) ? undefined : groups;
};

/** An IPv6 address without brackets, as eight groups of hexadecimal digits; undefined when it is none. */
export const canonicalIpv6 = (text: string): string | undefined => {
  if (text.length > '0000:0000:0000:0000:0000:0000:255.255.255.255'.length) return undefined;
  const gap = text.indexOf('::');
  const head = parseGroups(gap < 0 ? text : text.slice(0, gap), gap < 0);
  const tail = gap < 0 ? [] : parseGroups(text.slice(gap + 2), true);
  if (head === undefined || tail === undefined) return undefined;
  const missing = GROUPS - head.length - tail.length;
  if (gap < 0 ? missing !== 0 : missing < 1) return undefined;
  return [...head, ...Array<number>(missing).fill(0), ...tail].map((group) => group.toString(16)).join(':');
};

/** Whether `text` is an IPv4 address, or an IPv6 address in brackets: no name that could be looked up. */
export const isIpLiteral = (host: string): boolean =>
  host.startsWith('[')
    ? host.endsWith(']') && canonicalIpv6(host.slice(1, -1)) !== undefined
    : parseIpv4(host) !== undefined;

/** A host in the form in which equal hosts are equal strings: lower case, IPv6 with all its groups. */
export const canonicalHost = (host: string): string => {
  if (!host.startsWith('[')) return host.toLowerCase();
  return `[${canonicalIpv6(host.slice(1, -1)) ?? host.slice(1, -1).toLowerCase()}]`;
};

/** An address as a socket reports it, in the form a URI or Via needs: IPv6 in brackets. */
export const hostOfAddress = (address: string): string => (address.includes(':') ? `[${address}]` : address);

/** Whether a datagram to this host would reach more than one: broadcast and multicast addresses (RFC 4475 §3.3.10). */
export const isGroupAddress = (host: string): boolean => {
  const first = parseIpv4(host)?.[0];
  if (first !== undefined) return host === '255.255.255.255' || (first >= 224 && first <= 239);
  return host.startsWith('[') && /^\[ff/i.test(host);
};

export interface HostPort {
  readonly host: string;
  readonly port: number | undefined;
}

/** Where the host that starts at `from` ends, or -1 when none starts there. */
export const hostEnd = (text: string, from: number): number => {
  if (text.charCodeAt(from) === BRACKET) {
    const close = text.indexOf(']', from);
    return close > 0 && canonicalIpv6(text.slice(from + 1, close)) !== undefined ? close + 1 : -1;
  }
  let end = from;
  while (end < text.length && isChar(text.charCodeAt(end), CHAR.host)) end += 1;
  return end > from && end - from <= MAX_HOST ? end : -1;
};

/** A port's digits as a number; undefined when it is none or above 65535. */
export const parsePort = (digits: string): number | undefined => {
  const port = parseDigits(digits, MAX_PORT);
  return port !== undefined && port <= MAX_PORT ? port : undefined;
};
