import type { AccountRole, AccountStatus } from '@tandem/contracts';
import { domainClaim } from '@tandem/journal';
import { ok } from '@tandem/kernel';
import { accountRole, accountStatus, emailAddress, friendlyName } from './account-rules.ts';
import type { Definition, Wanted } from './definition.ts';
import { parseSettings } from './settings.ts';
import { newClaim, renamed } from './sip-domain-names.ts';
import { sipDomainName } from './sip-domain.ts';
import type { SettingRules } from './settings.ts';

/** What a request may set on an account. */
interface AccountSettings {
  /** null: the default, which is the e-mail address, else the word Account. */
  readonly friendlyName: string | null;
  readonly emailAddress: string | null;
  readonly status: AccountStatus;
  readonly role: AccountRole;
  readonly sipDomain: string;
}

const RULES: SettingRules<AccountSettings> = {
  friendlyName: ['FriendlyName', friendlyName],
  emailAddress: ['EmailAddress', emailAddress],
  status: ['Status', accountStatus],
  role: ['Role', accountRole],
  sipDomain: ['SipDomain', sipDomainName],
};

const DEFAULT_NAME = 'Account';

const nameOf = (given: string | null | undefined, email: string | null): string =>
  given ?? email?.slice(0, 64) ?? DEFAULT_NAME;

/** Nothing comes after it. */
export const isEnding = (status: AccountStatus): boolean => status === 'closing' || status === 'closed';

const create: Definition<'Account'>['create'] = (fields, _exists, parentSid) => {
  const parsed = parseSettings(fields, RULES);
  if (!parsed.ok) return parsed;
  const { friendlyName: name, emailAddress: email = null, status = 'active', role, sipDomain } = parsed.value;
  const settings: Wanted<'Account'>['settings'] = {
    friendlyName: nameOf(name, email),
    emailAddress: email,
    type: 'Full',
    status,
    role: role ?? 'administrator',
    sipDomain: sipDomain ?? null,
    parentSid,
  };
  return ok({ settings });
};

const update: Definition<'Account'>['update'] = (state, fields) => {
  const parsed = parseSettings(fields, RULES);
  if (!parsed.ok) return parsed;
  const { friendlyName: name, status, sipDomain, ...others } = parsed.value;
  const email = others.emailAddress === undefined ? state.emailAddress : others.emailAddress;
  const settings: Wanted<'Account'>['settings'] = {
    ...state,
    ...others,
    ...(status !== undefined && { status: isEnding(state.status) ? state.status : status }),
    ...(name !== undefined && { friendlyName: nameOf(name, email) }),
    ...(sipDomain !== undefined && renamed(state, sipDomain)),
  };
  return ok({ settings });
};

/** Who owns resources, and whose credentials open them. */
export const accountDefinition: Definition<'Account'> = {
  kind: 'Account',
  applicationFields: [],
  usedBy: [],
  create,
  update,
  claim: (_owner, { sipDomain }) => (sipDomain === null ? null : domainClaim(sipDomain)),
  ownDomain: ({ sipDomain }) => sipDomain,
  claimByUpdate: newClaim,
};
