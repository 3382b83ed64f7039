import { describe, expect, it } from '@jest/globals';
import { upcast } from './upcast.ts';
import type { Upcasters } from './upcast.ts';

const upcasters: Upcasters = {
  1: ({ name, ...rest }) => ({ ...rest, login: name }),
  2: (value) => ({ ...value, status: value['enabled'] === true ? 1 : 0 }),
};

describe('upcast', () => {
  it('lifts step by step and keeps what it does not know', () => {
    const old = { schemaVersion: 1, name: 'alice', enabled: true, extra: 'kept' };
    expect(upcast(old, 3, upcasters)).toEqual({
      schemaVersion: 3,
      login: 'alice',
      enabled: true,
      status: 1,
      extra: 'kept',
    });
  });

  it('starts at the version that the value has', () => {
    expect(upcast({ schemaVersion: 2, login: 'bob', enabled: false }, 3, upcasters)).toEqual({
      schemaVersion: 3,
      login: 'bob',
      enabled: false,
      status: 0,
    });
  });

  it('leaves the current version alone', () => {
    const now = { schemaVersion: 3 };
    expect(upcast(now, 3, upcasters)).toBe(now);
  });

  it('refuses a version that never existed', () => {
    expect(upcast({ schemaVersion: 0 }, 3, upcasters)).toBeNull();
  });
});
