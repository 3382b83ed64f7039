import type { AccountState } from '@tandem/contracts';
import { domainClaim, domainNamesOf } from '@tandem/journal';

/** What of an account says which SIP domain it has of its own. */
export type SipDomainNames = Pick<AccountState, 'sipDomain' | 'sipDomainAliases' | 'sipDomainMoving'>;

/**
 * An account whose SIP domain has another name, or that has its first one. The name before goes on as an alias, so that
 * phones that know it find their unit; what the account has moves by and by.
 */
export const renamed = (
  { sipDomain: before, sipDomainAliases = [], sipDomainMoving = false }: SipDomainNames,
  name: string,
): SipDomainNames => {
  if (name === before) return { sipDomain: name, sipDomainAliases, sipDomainMoving };
  const aliases = sipDomainAliases.filter((alias) => alias !== name);
  return {
    sipDomain: name,
    sipDomainAliases: before === null ? aliases : [...aliases, before],
    sipDomainMoving: true,
  };
};

/** The name that a change takes and that the account did not hold before; null if it takes none. */
export const newClaim = (before: SipDomainNames, after: SipDomainNames): string | null => {
  const held = new Set(domainNamesOf(before));
  const name = domainNamesOf(after).find((each) => !held.has(each));
  return name === undefined ? null : domainClaim(name);
};
