import { describe, expect, it } from '@jest/globals';
import { AccountStates } from './account-states.ts';
import type { AccountState, Standing } from './account-states.ts';

const [IN, OUT]: readonly Standing[] = ['in-service', 'out-of-service'];

const tree = (over: Readonly<Record<string, AccountState>> = {}) => {
  const accounts: Record<string, AccountState> = {
    top: { status: 'active', parentSid: null },
    child: { status: 'active', parentSid: 'top' },
    grandchild: { status: 'active', parentSid: 'child' },
    ...over,
  };
  let asked = 0;
  const states = new AccountStates((sid) => {
    asked += 1;
    return accounts[sid] ?? null;
  });
  return { accounts, states, asked: () => asked };
};

describe('AccountStates', () => {
  it.each([
    ['top', 'suspended', [OUT, OUT, OUT]],
    ['child', 'closed', [IN, OUT, OUT]],
    ['grandchild', 'suspended', [IN, IN, OUT]],
  ] as const)('takes everything below out of service: %s is %s', (sid, status, active) => {
    const { accounts, states } = tree();
    const parentSid = accounts[sid]?.parentSid ?? null;
    accounts[sid] = { status, parentSid };
    expect(['top', 'child', 'grandchild'].map((each) => states.of(each))).toEqual(active);
  });

  it('does not know yet of what was not heard of, nor of what is below, unless that is out of service itself', () => {
    const { accounts, states } = tree({
      orphan: { status: 'active', parentSid: 'nobody' },
      closed: { status: 'closed', parentSid: 'nobody' },
    });
    expect(['nobody', 'orphan', 'closed'].map((each) => states.of(each))).toEqual([
      'not-yet',
      'not-yet',
      OUT,
    ]);
    accounts['nobody'] = { status: 'active', parentSid: null };
    expect(['nobody', 'orphan', 'closed'].map((each) => states.of(each))).toEqual([IN, IN, OUT]);
  });

  it('asks once for each, until it is told to forget', () => {
    const { accounts, states, asked } = tree();
    states.of('grandchild');
    states.of('grandchild');
    expect(asked()).toBe(3);
    accounts['child'] = { status: 'suspended', parentSid: 'top' };
    states.forget('child');
    expect(states.of('grandchild')).toBe(OUT);
    expect(asked()).toBe(4);
  });

  it('follows no circle', () => {
    const { states } = tree({ top: { status: 'active', parentSid: 'grandchild' } });
    expect(states.of('top')).toBe(IN);
  });
});
