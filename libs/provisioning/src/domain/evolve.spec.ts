import { describe, expect, it } from '@jest/globals';
import { aliceCreated, clients, deleted, digests, updated } from '../testing/client-specification.ts';
import type { Resource } from './resource.ts';
import { noResource } from './resource.ts';
import { evolve } from './evolve.ts';

describe('a Client as its events make it', () => {
  it('counts versions', () => {
    expect(clients.given().state).toEqual({ kind: 'none' });
    expect(clients.given(aliceCreated()).state).toMatchObject({ kind: 'live', version: 1 });
    expect(clients.given(aliceCreated(), updated(), updated()).state).toMatchObject({ version: 3 });
    expect(clients.given(aliceCreated(), updated(), deleted).state).toMatchObject({
      kind: 'deleted',
      version: 3,
    });
  });

  it('keeps the digests until a password changes', () => {
    expect(clients.given(aliceCreated(), updated()).state).toMatchObject({ credentials: digests('test') });
    const password = { credentials: digests('new'), text: null };
    expect(clients.given(aliceCreated(), updated({ password })).state).toMatchObject({
      credentials: digests('new'),
    });
  });

  it('remembers under which request it was made, also when deleted', () => {
    const made = { ...aliceCreated(), requestHmac: 'hmac' };
    expect(clients.given(made, updated()).state).toMatchObject({ requestHmac: 'hmac' });
    expect(clients.given(made, deleted).state).toMatchObject({ requestHmac: 'hmac' });
  });

  it('holds no clear password', () => {
    const created = { ...aliceCreated(), password: { credentials: digests('test'), text: 's3cret' } };
    expect(JSON.stringify(clients.given(created).state)).not.toContain('s3cret');
  });

  it.each([
    ['an update of nothing', [updated()]],
    ['a second creation', [aliceCreated(), aliceCreated()]],
    ['life after a delete', [aliceCreated(), deleted, updated()]],
    ['a second delete', [aliceCreated(), deleted, deleted]],
  ])('cannot come from %s', (_what, events) => {
    expect(() => events.reduce<Resource<'Client'>>(evolve, noResource)).toThrow(
      expect.objectContaining({ code: 'JOURNAL_CORRUPT' }),
    );
  });
});
