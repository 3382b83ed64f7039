import type { Result } from '@tandem/kernel';
import type { Uri } from '../uri/types.ts';
import type { HeaderKey } from './header-key.ts';
import type { Params } from './params.ts';

/** Why a header gives no value. `repeated`: a single-value header stands twice (RFC 3261 §7.3.1). */
export interface HeaderFault {
  readonly fault: 'missing' | 'repeated' | 'malformed';
  readonly header: HeaderKey;
  /** What is wrong, for a log line or a Warning; holds no octet of the message. */
  readonly why: string;
}

/** What every typed accessor answers: faults are data, never exceptions. */
export type Parsed<T> = Result<T, HeaderFault>;

/** One Via value (RFC 3261 §20.42). */
export interface Via {
  /** As sent: `UDP`, `TCP`, `TLS`, `WS`, `WSS`, or anything else. */
  readonly transport: string;
  /** sent-by host; an IPv6 address keeps its brackets. */
  readonly host: string;
  readonly port: number | undefined;
  readonly params: Params;
  /** The branch parameter as sent; undefined when absent (RFC 2543). */
  readonly branch: string | undefined;
}

/** From, To, one Contact, Route, Record-Route, … (RFC 3261 §20.10). */
export interface NameAddr {
  /** Display name without quotes and escapes; undefined when there is none. */
  readonly display: string | undefined;
  readonly uri: Uri;
  /** The URI's text as sent, for storing or copying. */
  readonly uriText: string;
  /** Header parameters (tag, expires, q, +sip.instance …), not those of the URI. */
  readonly params: Params;
}

/** `*` is the wildcard of RFC 3261 §10.2.2; whether it may stand here is the registrar's question. */
export type Contacts = '*' | readonly NameAddr[];

export interface CSeq {
  /** 0 to 2^32-1. */
  readonly number: number;
  readonly method: string;
}

/** `type/subtype` in lower case and its parameters. */
export interface MediaType {
  readonly type: string;
  readonly params: Params;
}

/** One Authorization or WWW-Authenticate field: a scheme and its parameters. */
export interface AuthValue {
  /** In lower case: `digest`. */
  readonly scheme: string;
  /** Values without their surrounding quotes, escapes kept: RFC 7616's `unq()`. Empty for a scheme without parameters. */
  readonly params: ReadonlyMap<string, string>;
}
