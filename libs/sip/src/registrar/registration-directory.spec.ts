import { beforeEach, describe, expect, it } from '@jest/globals';
import { RegistrationDirectory } from './registration-directory.ts';
import type { RemoteRegistration } from './registration-directory.ts';

const T0 = 1_700_000_000_000;
const SID = 'CL1';

let directory: RegistrationDirectory;
beforeEach(() => {
  directory = new RegistrationDirectory({ unit: 'cp-1', incarnation: 'run-1' });
});

const record = (over: Partial<RemoteRegistration> = {}): RemoteRegistration => ({
  sid: SID,
  key: 'phone',
  unit: 'cp-2',
  incarnation: 'other',
  seq: 1,
  ...over,
});
const own = (seq: number) => record({ unit: 'cp-1', incarnation: 'run-1', seq });

describe('RegistrationDirectory', () => {
  it('knows which unit to ask: the last record on the log wins', () => {
    expect(directory.apply(record(), T0)).toBe('superseded');
    directory.apply(record({ unit: 'cp-3' }), T0);
    expect([...directory.elsewhere(SID)]).toEqual([['phone', 'cp-3']]);
    expect(directory.isElsewhere(SID, 'phone')).toBe(true);
    expect(directory.size).toBe(1);
  });

  it('knows nothing of a phone once it appeared here', () => {
    directory.apply(record(), T0);
    directory.announce(SID, 'phone', 1, T0);
    expect(directory.elsewhere(SID).size).toBe(0);
  });

  it('does not give way to a record that stands before our own on the log', () => {
    directory.announce(SID, 'phone', 7, T0);
    expect(directory.apply(record(), T0)).toBe('noted');
    expect(directory.apply(own(7), T0)).toBe('noted');
    expect(directory.apply(record(), T0)).toBe('superseded');
  });

  it('waits for the newest of its own records', () => {
    directory.announce(SID, 'phone', 1, T0);
    directory.announce(SID, 'phone', 2, T0);
    directory.apply(own(1), T0);
    expect(directory.apply(record(), T0)).toBe('noted');
    directory.apply(own(2), T0);
    expect(directory.apply(record(), T0)).toBe('superseded');
  });

  it('gives up waiting after a minute, since compaction may have taken our record', () => {
    directory.announce(SID, 'phone', 1, T0);
    expect(directory.apply(record(), T0 + 59_999)).toBe('noted');
    expect(directory.apply(record(), T0 + 60_000)).toBe('superseded');
  });

  it.each([
    ['unregistered', 'ended'],
    ['revoked', 'ended'],
    ['expired', 'orphaned'],
    ['connection-lost', 'orphaned'],
    ['drained', 'orphaned'],
    ['crowded-out', 'orphaned'],
    ['replaced', 'orphaned'],
  ] as const)('takes a tombstone for %s as %s', (gone, verdict) => {
    directory.apply(record(), T0);
    expect(directory.apply(record({ gone }), T0)).toBe(verdict);
    expect(directory.size).toBe(0);
  });

  it('does not send anyone to itself for what an earlier run wrote: that one was the last then', () => {
    const earlier = record({ unit: 'cp-1', incarnation: 'run-0' });
    directory.apply(record(), T0);
    expect(directory.apply(earlier, T0)).toBe('regained');
    expect(directory.size).toBe(0);
    expect(directory.apply({ ...earlier, gone: 'expired' }, T0)).toBe('noted');
  });
});
