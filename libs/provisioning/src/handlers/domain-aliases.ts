import { domainClaim } from '@tandem/journal';
import type { AddAliasOutcome, DomainAlias, RemoveAliasOutcome } from '../accounts/account-commands.ts';
import { sipDomainName } from '../domain/sip-domain.ts';
import { changeAccount } from './change-account.ts';
import type { Context } from './context.ts';
import { releaseDomains } from './release-names.ts';
import { viewOfEvent } from './resource-view.ts';
import { isDefaultDomain } from './sip-domain.ts';

const MAX_ALIASES = 20;

const CHANGED = ['sipDomainAliases'];

/** Gives an account's own SIP domain a further name; no other account may have it. */
export const addAlias = async (
  context: Context,
  { account, name: given }: DomainAlias,
): Promise<AddAliasOutcome> => {
  const parsed = sipDomainName('Name', given);
  if (!parsed.ok) return { kind: 'invalid', problems: [parsed.error] };
  const name = parsed.value;
  if (isDefaultDomain(context, name)) return { kind: 'name-taken' };
  const change = await changeAccount<
    Extract<AddAliasOutcome, { kind: 'no-domain' | 'too-many' | 'name-taken' }>
  >(
    context,
    account,
    ({ sipDomain, sipDomainAliases = [] }) => {
      if (sipDomain === null) return { kind: 'no-domain' };
      if (name === sipDomain || sipDomainAliases.includes(name)) return { kind: 'name-taken' };
      if (sipDomainAliases.length >= MAX_ALIASES) return { kind: 'too-many' };
      const state = { sipDomainAliases: [...sipDomainAliases, name] };
      return { changed: CHANGED, state, claim: domainClaim(name) };
    },
    () => ({ kind: 'name-taken' }),
  );
  if (change.kind === 'undecided') return change;
  if (change.kind === 'decided') return change.decision;
  const { event } = change;
  return { kind: 'added', name, resource: viewOfEvent(context, event), revision: event.revision };
};

/** Takes a further name from an account's SIP domain; it is free when this resolves. */
export const removeAlias = async (
  context: Context,
  { account, name: given }: DomainAlias,
): Promise<RemoveAliasOutcome> => {
  const name = given.toLowerCase();
  const change = await changeAccount<Extract<RemoveAliasOutcome, { kind: 'not-found' }>>(
    context,
    account,
    ({ sipDomainAliases = [] }) => {
      const left = sipDomainAliases.filter((alias) => alias !== name);
      if (left.length === sipDomainAliases.length) return { kind: 'not-found' };
      return { changed: CHANGED, state: { sipDomainAliases: left } };
    },
  );
  if (change.kind === 'undecided') return change;
  if (change.kind === 'decided') return change.decision;
  const { event } = change;
  await releaseDomains(context, account.sid);
  return { kind: 'removed', resource: viewOfEvent(context, event), revision: event.revision };
};
