import { topViaOf } from '../headers/accessors.ts';
import type { HeaderBag } from '../headers/header-bag.ts';
import type { Params } from '../headers/params.ts';
import type { Via } from '../headers/types.ts';
import { formatVia } from '../headers/via.ts';
import { canonicalHost, hostOfAddress } from '../uri/host.ts';
import type { Source } from './types.ts';

/** `received` and `rport` as the sender's next hop must set them, whatever the sender put there. */
const stampedParams = (via: Via, source: Source): Params | undefined => {
  if (via.params.has('rport')) {
    // "it MUST set the value of the parameter to the source port of the request", and received even if it equals the
    // sent-by (RFC 3581 §4)
    return via.params.with('received', source.address).with('rport', String(source.port));
  }
  // "If the host portion of the "sent-by" parameter contains a domain name, or if it contains an IP address that differs
  // from the packet source address, the server MUST add a "received" parameter" (RFC 3261 §18.2.1)
  if (canonicalHost(via.host) !== canonicalHost(hostOfAddress(source.address))) {
    return via.params.with('received', source.address);
  }
  return via.params.has('received') ? via.params.without('received') : undefined;
};

/**
 * The text for the first Via field with `received` and `rport` filled in for where the message came from; unchanged when it
 * needs neither or cannot be read. Further values in the same field stay.
 */
export const stampedVia = (message: { readonly headers: HeaderBag }, source: Source): string | undefined => {
  const text = message.headers.first('via');
  const via = topViaOf(message);
  if (text === undefined || !via.ok) return text;
  const params = stampedParams(via.value, source);
  return params === undefined ? text : formatVia({ ...via.value, params }) + restOf(text);
};

/** From the comma behind the first value on; quoted commas do not count. */
const restOf = (text: string): string => {
  let quoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const character = text[i];
    if (character === '\\' && quoted) i += 1;
    else if (character === '"') quoted = !quoted;
    else if (character === ',' && !quoted) return text.slice(i);
  }
  return '';
};
