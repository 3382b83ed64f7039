import { describe, expect, it } from '@jest/globals';
import { AccountStates } from './account-states.ts';
import type { AccountState } from './account-states.ts';

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
    ['top', 'suspended', [false, false, false]],
    ['child', 'closed', [true, false, false]],
    ['grandchild', 'suspended', [true, true, false]],
  ] as const)('takes everything below out of service: %s is %s', (sid, status, active) => {
    const { accounts, states } = tree();
    const parentSid = accounts[sid]?.parentSid ?? null;
    accounts[sid] = { status, parentSid };
    expect(['top', 'child', 'grandchild'].map((each) => states.isActive(each))).toEqual(active);
  });

  it('takes nothing away for an account that was not heard of', () => {
    const { states } = tree({ orphan: { status: 'active', parentSid: 'nobody' } });
    expect([states.isActive('nobody'), states.isActive('orphan')]).toEqual([true, true]);
  });

  it('asks once for each, until it is told to forget', () => {
    const { accounts, states, asked } = tree();
    states.isActive('grandchild');
    states.isActive('grandchild');
    expect(asked()).toBe(3);
    accounts['child'] = { status: 'suspended', parentSid: 'top' };
    states.forget('child');
    expect(states.isActive('grandchild')).toBe(false);
    expect(asked()).toBe(4);
  });

  it('follows no circle', () => {
    const { states } = tree({ top: { status: 'active', parentSid: 'grandchild' } });
    expect(states.isActive('top')).toBe(true);
  });
});
