import type { Params } from '../headers/params.ts';

/** A `sip:` or `sips:` URI (RFC 3261 §19.1). Every part is as sent: nothing is unescaped or folded. */
export interface SipUri {
  readonly scheme: 'sip' | 'sips';
  /** Escapes kept; compare by `uriEquals` or `unescapeUser`. */
  readonly user: string | undefined;
  readonly password: string | undefined;
  /** A name, an IPv4 address, or an IPv6 address in its brackets. */
  readonly host: string;
  readonly port: number | undefined;
  readonly params: Params;
  /** What follows `?`, still escaped. */
  readonly headers: string | undefined;
}

/** A `tel:` URI (RFC 3966): `number` with its visual separators as sent. */
export interface TelUri {
  readonly scheme: 'tel';
  readonly number: string;
  readonly params: Params;
}

/** Any other scheme: kept, never interpreted. `scheme` is in lower case. */
export interface OpaqueUri {
  readonly scheme: 'other';
  readonly name: string;
  readonly rest: string;
}

export type Uri = SipUri | TelUri | OpaqueUri;
