import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { accountEvent } from '@tandem/contracts/testing';
import type { AccountEvent } from '@tandem/contracts';
import { waitFor } from '@tandem/testing';
import type { UnitRuntime } from '../runtime/unit-runtime.ts';
import { eventRecord } from '../testing/event-record.ts';
import { UnitWorld } from '../testing/index.ts';

const account = (number: number, version: number, state: Partial<AccountEvent['state']>): AccountEvent => {
  const sid = `AC${number.toString(16).padStart(32, '0')}`;
  const event = accountEvent({ sid, version, revision: number * 100 + version });
  const type = version === 1 ? 'AccountCreated' : 'AccountUpdated';
  return { ...event, type, state: { ...event.state, ...state } };
};

describe('DomainDirectory', () => {
  let world: UnitWorld;
  let runtime: UnitRuntime;
  let offset = 0;

  const append = (...events: readonly AccountEvent[]): void =>
    world.log.append(events.map((event) => eventRecord(event, offset++)));
  const domainOf = (host: string): string | null => runtime.routing.domains.domainOf(host);
  const becomes = (host: string, domain: string | null): Promise<true> =>
    waitFor(() => (domainOf(host) === domain ? true : undefined), { what: `${host} to select ${domain}` });

  beforeEach(async () => {
    offset = 0;
    world = new UnitWorld(1);
    append(
      account(1, 1, { sipDomain: 'one.example', sipDomainAliases: ['sip.one.example'] }),
      account(2, 1, {}),
    );
    runtime = await world.startReady();
    await becomes('one.example', 'one.example');
  });
  afterEach(() => world.stop());

  it('finds a domain by its name and by its aliases, and no other', () => {
    expect(['one.example', 'sip.one.example', 'two.example', ''].map(domainOf)).toEqual([
      'one.example',
      'one.example',
      null,
      null,
    ]);
  });

  it('follows accounts that get a domain, another one, or none', async () => {
    append(account(2, 2, { sipDomain: 'two.example' }));
    await becomes('two.example', 'two.example');
    append(account(2, 3, { sipDomain: 'three.example', sipDomainAliases: ['two.example'] }));
    await becomes('two.example', 'three.example');
    append(account(2, 4, { sipDomain: 'three.example', sipDomainAliases: [] }));
    await becomes('two.example', null);
    append(account(2, 5, { sipDomain: null }));
    await becomes('three.example', null);
    expect(domainOf('one.example')).toBe('one.example');
  });

  it('lets a name go from one account to another in whatever order the two are seen', async () => {
    append(account(2, 2, { sipDomain: 'one.example' }));
    append(account(1, 2, { sipDomain: 'other.example', sipDomainAliases: [] }));
    await becomes('other.example', 'other.example');
    expect(domainOf('one.example')).toBe('one.example');
    expect(domainOf('sip.one.example')).toBeNull();
  });

  it('reads more accounts than a page has when another cache takes over', async () => {
    append(...Array.from({ length: 600 }, (_, at) => account(10 + at, 1, { sipDomain: `d${at}.example` })));
    await becomes('d599.example', 'd599.example');
    let replaced = false;
    runtime.listen({ replaced: () => (replaced = true) });
    runtime.rebuild('operator');
    await waitFor(() => replaced, { what: 'another cache to take over' });
    await becomes('d599.example', 'd599.example');
    expect(domainOf('d0.example')).toBe('d0.example');
  });
});
