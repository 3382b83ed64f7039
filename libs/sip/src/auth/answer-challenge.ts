import type { AuthValue } from '../headers/types.ts';
import { computeHa1, digestResponse } from './digest.ts';
import { algorithmNamed } from './policy.ts';
import type { DigestAlgorithm } from './policy.ts';

export interface ChallengeAnswerInit {
  /** The challenges of a 401 or 407, in their order. */
  readonly challenges: readonly AuthValue[];
  readonly login: string;
  readonly password: string;
  readonly method: string;
  /** The Request-URI. */
  readonly uri: string;
  readonly cnonce: string;
  /** How often this nonce was used, this time included. Default 1. */
  readonly nc?: number | undefined;
  /** The algorithms that may be used. Default: both. */
  readonly algorithms?: readonly DigestAlgorithm[] | undefined;
}

const BOTH: readonly DigestAlgorithm[] = ['MD5', 'SHA-256'];
const NC_DIGITS = 8;
const HEX = 16;

/**
 * The value of an Authorization (or Proxy-Authorization) field: an answer to the first challenge that can be answered,
 * as the server lists them by preference (RFC 8760 §2.4). Undefined when there is none.
 */
export const answerChallenge = (init: ChallengeAnswerInit): string | undefined => {
  const { login, password, method, uri, cnonce, algorithms = BOTH } = init;
  for (const { scheme, params } of init.challenges) {
    const algorithm = algorithmNamed(params.get('algorithm'));
    if (scheme !== 'digest' || algorithm === undefined || !algorithms.includes(algorithm)) continue;
    const [realm = '', nonce = '', offered] = ['realm', 'nonce', 'qop'].map((name) => params.get(name));
    const nc = (init.nc ?? 1).toString(HEX).padStart(NC_DIGITS, '0');
    const qop = offered === undefined ? undefined : { value: 'auth', nc, cnonce };
    const ha1 = computeHa1(algorithm, { login, realm, password });
    const response = digestResponse({ algorithm, ha1, method, uri, nonce, qop });
    const tail = qop === undefined ? '' : `, qop=auth, nc=${nc}, cnonce="${cnonce}"`;
    return (
      `Digest username="${login}", realm="${realm}", nonce="${nonce}", uri="${uri}", ` +
      `response="${response}", algorithm=${algorithm}${tail}`
    );
  }
  return undefined;
};
