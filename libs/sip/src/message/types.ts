import type { HeaderBag, HeaderField } from '../headers/header-bag.ts';

/** A request as received or built. Nothing in it is unescaped; headers are parsed when asked for. */
export interface SipRequest {
  readonly kind: 'request';
  /** As sent: methods are case-sensitive and `%` is an ordinary character (RFC 3261 §7.1, RFC 4475 §3.1.1.5). */
  readonly method: string;
  /** As sent; `requestUriOf` reads it. */
  readonly requestUri: string;
  readonly headers: HeaderBag;
  readonly body: Buffer;
}

/** A response as received or built. */
export interface SipResponse {
  readonly kind: 'response';
  /** 100 to 699. */
  readonly status: number;
  /** Raw octets as Latin-1 characters; may be empty. */
  readonly reason: string;
  readonly headers: HeaderBag;
  readonly body: Buffer;
}

export type SipMessage = SipRequest | SipResponse;

/** Enough of a request to answer it: `buildResponse` copies Via, From, To, Call-ID and CSeq from here. */
export interface Answerable {
  readonly headers: HeaderBag;
}

/** Why a request is refused before anyone looked at what it wants. */
export interface Refusal {
  /** 400, 416, 501, 505, 513 … */
  readonly status: number;
  /** The reason phrase to send. */
  readonly reason: string;
  /** What is wrong, for logs and counters; holds no octet of the message. */
  readonly why: string;
}

/** Where a message came from: the address without brackets, and the port. */
export interface Source {
  readonly address: string;
  readonly port: number;
}

/** What became of the octets of one datagram, or of one message cut from a stream. */
export type ParseOutcome =
  | { readonly kind: 'message'; readonly message: SipMessage }
  /** A request that cannot be read but can be answered. */
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly replyTo: Answerable }
  /** Nothing that can be answered: a broken response, noise, a request without Via. */
  | { readonly kind: 'dropped'; readonly why: string }
  /** Only CR, LF and NUL: a phone keeping its NAT binding open. Never answered on a datagram. */
  | { readonly kind: 'keep-alive' };

/** What `buildResponse(request, init)` is told; the rest it copies (RFC 3261 §8.2.6). */
export interface ResponseInit {
  readonly status: number;
  /** Default: the registered phrase of the status. */
  readonly reason?: string | undefined;
  /** Added to To when it has no tag. Required by RFC 3261 §8.2.6.2 on all but 100. */
  readonly toTag?: string;
  /** Fills in `received` and `rport` of the top Via (RFC 3261 §18.2.1, RFC 3581 §4). */
  readonly source?: Source;
  /** Further fields in order: `field('Contact', '<sip:…>')`. */
  readonly headers?: Iterable<HeaderField>;
  readonly body?: Buffer;
  /** Sent with a body; required when there is one. */
  readonly contentType?: string;
}
