/** The digest algorithms of RFC 8760 that Tandem computes. */
export type DigestAlgorithm = 'MD5' | 'SHA-256';

/** The values of `SIP_DIGEST`. */
export type DigestPolicyName = 'md5' | 'md5,sha256' | 'sha256,md5' | 'sha256';

/** Which algorithms a challenge offers. */
export interface DigestPolicy {
  readonly name: DigestPolicyName;
  /** In the order in which they are sent: the phone takes the first that it knows (RFC 8760 §2.4). */
  readonly algorithms: readonly DigestAlgorithm[];
  /** One character that stands for the list inside a nonce. */
  readonly code: string;
}

const policy = (
  name: DigestPolicyName,
  code: string,
  ...algorithms: readonly DigestAlgorithm[]
): DigestPolicy => ({ name, code, algorithms });

/**
 * MD5 alone is the default: baresip 1.0 never registers when SHA-256 is offered in any order, SIPp fails when it
 * comes first.
 */
export const DIGEST_POLICIES: Readonly<Record<DigestPolicyName, DigestPolicy>> = {
  md5: policy('md5', 'm', 'MD5'),
  'md5,sha256': policy('md5,sha256', 'b', 'MD5', 'SHA-256'),
  'sha256,md5': policy('sha256,md5', 'c', 'SHA-256', 'MD5'),
  sha256: policy('sha256', 's', 'SHA-256'),
};

const byCode = new Map(Object.values(DIGEST_POLICIES).map((each) => [each.code, each]));

/** The policy of a configuration value, or undefined when there is none of that name. */
export const digestPolicy = (name: string): DigestPolicy | undefined =>
  Object.hasOwn(DIGEST_POLICIES, name) ? DIGEST_POLICIES[name as DigestPolicyName] : undefined;

/** The policy that a nonce carries. */
export const policyOfCode = (code: string): DigestPolicy | undefined => byCode.get(code);

/**
 * The algorithm that an `algorithm` parameter names, without its quotes. RFC 7616 §3.4: a token, compared
 * case-insensitively; "If not present, it is assumed to be MD5". Undefined for any other.
 */
export const algorithmNamed = (name: string | undefined): DigestAlgorithm | undefined => {
  if (name === undefined || name === 'MD5') return 'MD5';
  const upper = name.toUpperCase();
  return upper === 'MD5' || upper === 'SHA-256' ? upper : undefined;
};
