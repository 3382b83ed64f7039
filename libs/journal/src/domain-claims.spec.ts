import { describe, expect, it } from '@jest/globals';
import { accountEvent, clientEvent } from '@tandem/contracts/testing';
import { domainClaim, domainNamesOf, mayReleaseDomain, staleDomainClaims } from './domain-claims.ts';
import type { JournalEvent } from './journal-event.ts';

interface Step {
  readonly claim?: string;
  readonly sipDomain: string | null;
  readonly aliases?: readonly string[];
  readonly changed?: readonly string[];
}

const stream = (...steps: readonly Step[]): readonly JournalEvent<'Account'>[] =>
  steps.map(({ claim, sipDomain, aliases, changed = ['sipDomain'] }, index) => {
    const { sid, accountSid, domain, state } = accountEvent();
    return {
      kind: 'event',
      revision: 10 + index,
      eventId: `event-${index}`,
      stream: sid,
      version: index + 1,
      previousRevision: index === 0 ? 0 : 9 + index,
      previousEventId: index === 0 ? null : `event-${index - 1}`,
      createdRevision: index === 0 ? 0 : 10,
      type: index === 0 ? 'AccountCreated' : 'AccountUpdated',
      accountSid,
      recordedAt: 0,
      claim: claim === undefined ? null : domainClaim(claim),
      payload: {
        domain,
        changed,
        state: { ...state, sipDomain, ...(aliases && { sipDomainAliases: aliases }) },
        credentials: null,
        password: null,
      },
      metadata: {},
    };
  });

describe('the names that an account gave up', () => {
  it('are those that events claimed and the latest state does not have', () => {
    const renamed = [
      { sipDomain: null },
      { claim: 'a.example', sipDomain: 'a.example' },
      { claim: 'b.example', sipDomain: 'b.example', aliases: ['a.example'] },
    ];
    expect(staleDomainClaims(stream(...renamed))).toEqual([]);
    const removed = { sipDomain: 'b.example', aliases: [], changed: ['sipDomainAliases'] };
    expect(staleDomainClaims(stream(...renamed, removed))).toEqual([11]);
    expect(staleDomainClaims(stream(...renamed, { sipDomain: null }))).toEqual([11, 12]);
  });

  it('are none of a stream without events, nor of one of another kind', () => {
    expect(staleDomainClaims([])).toEqual([]);
    const [first] = stream({ claim: 'a.example', sipDomain: 'a.example' });
    const client = { ...first, payload: { ...first?.payload, state: clientEvent().state } };
    expect(staleDomainClaims([client as JournalEvent])).toEqual([]);
  });

  it('may be there after a change of the names, and no other', () => {
    const [created, changed] = stream({ sipDomain: 'a.example' }, { sipDomain: null });
    const [, other] = stream({ sipDomain: null }, { sipDomain: null, changed: ['status'] });
    expect([created, changed, other].map((event) => event !== undefined && mayReleaseDomain(event))).toEqual([
      false,
      true,
      false,
    ]);
  });

  it('has the names of an account, the domain first', () => {
    expect(domainNamesOf({ sipDomain: null })).toEqual([]);
    expect(domainNamesOf({ sipDomain: 'a.example', sipDomainAliases: ['b.example'] })).toEqual([
      'a.example',
      'b.example',
    ]);
  });
});
