import { describe, expect, it } from '@jest/globals';
import type { ClientEvent } from '@tandem/contracts';
import { clientEvent } from '@tandem/contracts/testing';
import { overlaid, revokedBy } from './revocation.ts';

const base = clientEvent({ credentials: 'old' });

const after = (
  before: ClientEvent,
  over: Partial<ClientEvent> & { readonly status?: 0 | 1; readonly friendlyName?: string },
): ClientEvent => {
  const { status = before.state.status, friendlyName = before.state.friendlyName, ...event } = over;
  return {
    ...before,
    type: 'ClientUpdated',
    version: before.version + 1,
    changed: [],
    ...event,
    state: { ...before.state, status, friendlyName },
  };
};
const disabled = (before: ClientEvent) => after(before, { status: 0, changed: ['status'] });
const password = (before: ClientEvent, credentials: string) =>
  after(before, { credentials, changed: ['password'] });
const deleted = (before: ClientEvent): ClientEvent => ({
  ...after(before, {}),
  type: 'ClientDeleted',
  credentials: null,
});

describe('revokedBy', () => {
  it.each<[string, ClientEvent | null, readonly string[]]>([
    ['a deletion', deleted(base), ['deleted']],
    ['a deletion known by its headers', null, ['deleted']],
    ['disabling', disabled(base), ['disabled']],
    ['another password', password(base, 'new'), ['password']],
    [
      'both',
      after(base, { status: 0, credentials: 'new', changed: ['status', 'password'] }),
      ['disabled', 'password'],
    ],
    ['another name', after(base, { friendlyName: 'x', changed: ['friendlyName'] }), []],
    ['the same password sealed anew', after(base, { credentials: 'resealed' }), []],
    ['another password before a gap', after(base, { version: 5, credentials: 'new' }), ['password']],
    ['no other password before a gap', after(base, { version: 5 }), []],
  ])('%s', (_, next, revoked) => {
    expect(revokedBy(base, next)).toEqual(revoked);
  });

  it('takes nothing from nobody, nor by enabling', () => {
    expect(revokedBy(null, deleted(base))).toEqual([]);
    expect(revokedBy(disabled(base), after(disabled(base), { status: 1, changed: ['status'] }))).toEqual([]);
    expect(revokedBy(disabled(base), disabled(disabled(base)))).toEqual([]);
  });
});

describe('overlaid', () => {
  it('substitutes just the status and the credentials', () => {
    const renamed = after(base, { friendlyName: 'later', changed: ['friendlyName'] });
    const changed = password(renamed, 'new');
    expect(overlaid(base, [renamed, changed])).toEqual({ ...base, credentials: 'new' });
    expect(overlaid(base, [renamed, disabled(renamed)])).toEqual({
      ...base,
      state: { ...base.state, status: 0 },
    });
  });

  it('never lets waiting versions enable, and takes the last of several passwords', () => {
    const off = disabled(base);
    const on = after(off, { status: 1, changed: ['status'] });
    expect(overlaid(base, [off, on])?.state.status).toBe(0);
    const second = password(password(base, 'new'), 'newer');
    expect(overlaid(base, [password(base, 'new'), second])?.credentials).toBe('newer');
  });

  it('leaves the digests of another realm where they are, until a new password ends the old one', () => {
    const moved = after(base, { domain: 'new.example', credentials: 'in new.example', changed: ['domain'] });
    expect(overlaid(base, [moved])).toBe(base);
    const changed = { ...password(moved, 'newer'), domain: 'new.example' };
    expect(overlaid(base, [moved, changed])).toEqual({ ...base, credentials: 'newer' });
  });

  it('serves nothing once a deletion waits', () => {
    expect(overlaid(base, [disabled(base), deleted(base)])).toBeNull();
    expect(overlaid(base, [null])).toBeNull();
  });

  it('changes nothing where nothing waits that revokes', () => {
    expect(overlaid(base, [])).toBe(base);
    expect(overlaid(base, [after(base, { friendlyName: 'x' })])).toBe(base);
  });
});
