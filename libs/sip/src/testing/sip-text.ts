import { parseMessage } from '../message/parse.ts';
import type { ParseOutcome, SipRequest, SipResponse } from '../message/types.ts';

/** The octets of a message from its lines; the empty line and the body are added. */
export const wire = (lines: readonly string[], body = ''): Buffer =>
  Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`, 'latin1');

/** Reads one datagram. */
export const parseDatagram = (octets: Buffer): ParseOutcome =>
  parseMessage(octets, { transport: 'datagram' });

const messageOf = (octets: Buffer): SipRequest | SipResponse => {
  const outcome = parseDatagram(octets);
  if (outcome.kind === 'message') return outcome.message;
  throw new TypeError(`no message: ${JSON.stringify(outcome)}`);
};

/** The request in these octets; throws when there is none, which is a mistake in a test. */
export const requestIn = (octets: Buffer): SipRequest => {
  const message = messageOf(octets);
  if (message.kind === 'request') return message;
  throw new TypeError('a response, not a request');
};

/** The response in these octets; throws when there is none, which is a mistake in a test. */
export const responseIn = (octets: Buffer): SipResponse => {
  const message = messageOf(octets);
  if (message.kind === 'response') return message;
  throw new TypeError('a request, not a response');
};

/** The headers of a plain OPTIONS by name, for tests to take away, replace or add to. */
export const PLAIN_HEADERS = {
  Via: 'SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKplain;rport',
  'Max-Forwards': '70',
  From: '<sip:caller@example.com>;tag=caller1',
  To: '<sip:user@example.com>',
  'Call-ID': 'plain@192.0.2.1',
  CSeq: '7 OPTIONS',
  'Content-Length': '0',
} as const;

/** A plain request with some headers replaced, taken away (undefined) or added. */
export const plainRequest = (
  changes: Readonly<Record<string, string | undefined>> = {},
  startLine = 'OPTIONS sip:user@example.com SIP/2.0',
): Buffer => {
  const headers = Object.entries({ ...PLAIN_HEADERS, ...changes });
  return wire([
    startLine,
    ...headers.flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`])),
  ]);
};
