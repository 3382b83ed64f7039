import { canonicalLogin } from '@tandem/contracts';
import type { Sid } from '@tandem/kernel';

/**
 * The name that a live Client holds, so that no two share a login: in the tree of the account that owns the domain (its
 * sid, so that a renamed domain moves no claims), in canonical spelling (`%61lice` is `alice`).
 */
export const loginClaim = (domainOwnerSid: Sid, login: string): string =>
  `login:${domainOwnerSid}/${canonicalLogin(login)}`;
