import { topViaOf } from '../headers/accessors.ts';
import type { HeaderBag } from '../headers/header-bag.ts';
import { Params } from '../headers/params.ts';
import type { Via } from '../headers/types.ts';
import { formatVia } from '../headers/via.ts';
import { canonicalHost, hostOfAddress } from '../uri/host.ts';
import type { Source } from './types.ts';

/**
 * "If the host portion of the "sent-by" parameter contains a domain name, or if it contains an IP address that differs from
 * the packet source address, the server MUST add a "received" parameter" (RFC 3261 §18.2.1); with rport it must always
 * (RFC 3581 §4).
 */
const needsReceived = (via: Via, source: Source): boolean =>
  via.params.has('rport') ||
  (via.host !== source.address && canonicalHost(via.host) !== canonicalHost(hostOfAddress(source.address)));

/** The parameters with `received` and `rport` as we saw them, whatever the sender put there. */
const stampedParams = (via: Via, source: Source, received: boolean): Params => {
  const params = [];
  for (const param of via.params) {
    const name = param.name.toLowerCase();
    if (name === 'received') continue;
    // "the server MUST set the value of the parameter to the source port of the request" (RFC 3581 §4)
    params.push(name === 'rport' ? { name, value: String(source.port) } : param);
  }
  if (received) params.push({ name: 'received', value: source.address });
  return new Params(params);
};

/** From the comma behind the first value on; quoted commas do not count. */
const behindFirst = (text: string): string => {
  if (!text.includes(',')) return '';
  let quoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const character = text[i];
    if (character === '\\' && quoted) i += 1;
    else if (character === '"') quoted = !quoted;
    else if (character === ',' && !quoted) return text.slice(i);
  }
  return '';
};

/**
 * The text for the first Via field with `received` and `rport` filled in for where the message came from; unchanged when it
 * needs neither or cannot be read. Further values in the same field stay.
 */
export const stampedVia = (message: { readonly headers: HeaderBag }, source: Source): string | undefined => {
  const text = message.headers.first('via');
  const via = topViaOf(message);
  if (text === undefined || !via.ok) return text;
  const received = needsReceived(via.value, source);
  if (!received && !via.value.params.has('received')) return text;
  const params = stampedParams(via.value, source, received);
  return formatVia({ ...via.value, params }) + behindFirst(text);
};
