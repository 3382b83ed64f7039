import type { AuthValue } from '../headers/types.ts';
import { canonicalHost } from '../uri/host.ts';
import { normalizeEscapes } from '../uri/escapes.ts';
import { parseUri } from '../uri/parse.ts';
import { algorithmNamed } from './policy.ts';
import type { DigestAlgorithm } from './policy.ts';

/** Credentials of the scheme Digest in the form that can be checked. */
export interface DigestAnswer {
  readonly username: string;
  readonly uri: string;
  readonly response: string;
  readonly nonce: string;
  readonly algorithm: DigestAlgorithm;
  /** Absent without `qop`. */
  readonly qop?: { readonly value: string; readonly nc: string; readonly cnonce: string } | undefined;
  /** `nc` as a number; undefined without `qop`. */
  readonly nc: number | undefined;
}

/** `undefined` algorithm: one that was never offered. */
export type AnswerReading =
  | { readonly kind: 'answer'; readonly answer: DigestAnswer }
  | { readonly kind: 'unoffered' }
  | { readonly kind: 'bad'; readonly why: string };

const NC = /^[0-9a-f]{8}$/i;
const HEX = 16;

const bad = (why: string): AnswerReading => ({ kind: 'bad', why });

type Qop = Pick<DigestAnswer, 'qop' | 'nc'>;

const readQop = ({ params }: AuthValue, algorithm: DigestAlgorithm): Qop | string => {
  const value = params.get('qop');
  // RFC 3261 §22.4: a server must take an answer without qop; RFC 7616, and so RFC 8760, knows none.
  if (value === undefined) return algorithm === 'MD5' ? { nc: undefined } : 'no qop';
  if (value.toLowerCase() !== 'auth') return 'qop was not offered';
  const [nc, cnonce] = [params.get('nc'), params.get('cnonce')];
  if (nc === undefined || !NC.test(nc)) return 'nc is not eight hexadecimal digits';
  if (cnonce === undefined) return 'no cnonce';
  return { qop: { value, nc, cnonce }, nc: parseInt(nc, HEX) };
};

/** Reads the parameters of an answer to one of our nonces. */
export const readDigestAnswer = (value: AuthValue, offered: readonly DigestAlgorithm[]): AnswerReading => {
  const algorithm = algorithmNamed(value.params.get('algorithm'));
  if (algorithm === undefined || !offered.includes(algorithm)) return { kind: 'unoffered' };
  const { params } = value;
  const username = params.get('username');
  const uri = params.get('uri');
  const response = params.get('response');
  const nonce = params.get('nonce');
  if (username === undefined) return bad('no username');
  if (uri === undefined || response === undefined || nonce === undefined)
    return bad('a parameter is missing');
  const qop = readQop(value, algorithm);
  if (typeof qop === 'string') return bad(qop);
  return { kind: 'answer', answer: { username, uri, response, nonce, algorithm, ...qop } };
};

/**
 * Whether the digest `uri` means the Request-URI. Only user and host are compared: phones add or leave out the port and
 * `;transport=udp`, while the text that was sent is what is hashed.
 */
export const sameTarget = (digestUri: string, requestUri: string): boolean => {
  if (digestUri === requestUri) return true;
  const [one, other] = [parseUri(digestUri), parseUri(requestUri)];
  if (!one.ok || !other.ok) return false;
  const [a, b] = [one.value, other.value];
  if (!('host' in a) || !('host' in b)) return false;
  return (
    normalizeEscapes(a.user ?? '') === normalizeEscapes(b.user ?? '') &&
    canonicalHost(a.host) === canonicalHost(b.host)
  );
};
