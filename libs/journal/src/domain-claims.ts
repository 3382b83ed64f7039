import type { AccountState } from '@tandem/contracts';
import type { JournalEvent } from './journal-event.ts';

const PREFIX = 'domain:';

/** The claim of a SIP domain's name, or of another name for it: no two accounts of an installation share one. */
export const domainClaim = (name: string): string => `${PREFIX}${name}`;

/** The name of an account's own SIP domain and its aliases; empty for one that has none. */
export const domainNamesOf = ({
  sipDomain,
  sipDomainAliases = [],
}: Pick<AccountState, 'sipDomain' | 'sipDomainAliases'>): readonly string[] =>
  sipDomain === null ? sipDomainAliases : [sipDomain, ...sipDomainAliases];

/** Whether an event may have given up a name. */
export const mayReleaseDomain = ({ type, payload }: Pick<JournalEvent, 'type' | 'payload'>): boolean =>
  type === 'AccountUpdated' &&
  (payload.changed.includes('sipDomain') || payload.changed.includes('sipDomainAliases'));

/**
 * The revisions of an account's events whose claims stand for names that it does not have any more. Pure.
 * @param events of its stream, all of them
 */
export const staleDomainClaims = (events: readonly JournalEvent[]): readonly number[] => {
  const latest = events.at(-1)?.payload.state;
  if (latest === undefined || !('parentSid' in latest)) return [];
  const held = new Set(domainNamesOf(latest).map(domainClaim));
  return events
    .filter(({ claim }) => claim?.startsWith(PREFIX) === true && !held.has(claim))
    .map((event) => event.revision);
};
