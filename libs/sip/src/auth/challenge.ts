import type { DigestPolicy } from './policy.ts';

export interface Challenge {
  readonly realm: string;
  readonly nonce: string;
  readonly policy: DigestPolicy;
  /** RFC 7616 §3.3: the nonce was ours once; the phone may answer anew without asking its user. */
  readonly stale: boolean;
}

/**
 * The values of the WWW-Authenticate or Proxy-Authenticate fields, one per algorithm: "the top-most header field is
 * the most preferred" (RFC 8760 §2.4).
 */
export const challengeValues = ({ realm, nonce, policy, stale }: Challenge): readonly string[] =>
  policy.algorithms.map(
    (algorithm) =>
      `Digest realm="${realm}", nonce="${nonce}", algorithm=${algorithm}, qop="auth"${stale ? ', stale=true' : ''}`,
  );
