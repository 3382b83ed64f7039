import { describe, expect, it } from '@jest/globals';
import { digestCredentials } from '@tandem/contracts';
import type { ClientEvent, KeyRing } from '@tandem/contracts';
import { clientEvent, testKeyRing } from '@tandem/contracts/testing';
import { TandemError } from '@tandem/kernel';
import { recordingLogger } from '@tandem/telemetry/testing';
import { ClientDirectory } from './client-directory.ts';

interface World {
  found: ClientEvent | null;
  complete: boolean;
  catchingUp: boolean;
  failure: Error | null;
  suspended: boolean;
  asked: number;
  /** Whether the record of the account has arrived. */
  account: boolean;
}

const setUp = (keys: KeyRing = testKeyRing) => {
  const world: World = {
    found: clientEvent(),
    complete: true,
    catchingUp: false,
    failure: null,
    suspended: false,
    asked: 0,
    account: true,
  };
  const logger = recordingLogger();
  const directory = new ClientDirectory({
    keys,
    logger,
    source: {
      get complete() {
        return world.complete;
      },
      get catchingUp() {
        return world.catchingUp;
      },
      account: () =>
        world.account ? { status: world.suspended ? 'suspended' : 'active', parentSid: null } : null,
      accountOf: () => world.found?.accountSid ?? null,
      find: () => {
        world.asked += 1;
        if (world.failure !== null) throw world.failure;
        return world.found === null ? null : { event: world.found, appliedAt: 0 };
      },
    },
  });
  return { world, directory, logger, lookup: () => directory.lookup('tandem.local', 'alice') };
};

describe('ClientDirectory', () => {
  it('opens the digests once and has them at hand until it is told to forget', () => {
    const { world, directory, lookup } = setUp();
    const credentials = digestCredentials({ login: 'alice', domain: 'tandem.local', password: 'test' });
    expect(lookup()).toMatchObject({
      kind: 'found',
      client: { version: 1, state: { status: 1 }, credentials },
    });
    lookup();
    expect(world.asked).toBe(1);
    world.found = clientEvent({ version: 2 });
    directory.forget([{ sid: 'CLother', logins: [{ domain: 'tandem.local', login: 'bob' }] }]);
    expect(lookup()).toMatchObject({ client: { version: 1 } });
    directory.forget([{ sid: 'CLalice', logins: [{ domain: 'tandem.local', login: 'alice' }] }]);
    expect(lookup()).toMatchObject({ client: { version: 2 } });
    world.found = clientEvent({ version: 3 });
    directory.forgetAll();
    expect(lookup()).toMatchObject({ client: { version: 3 } });
  });

  it('says of a Client at hand that its account is out of service, as soon as it is told of the account', () => {
    const { world, directory, lookup } = setUp();
    const { sid, accountSid } = clientEvent();
    expect(lookup()).toMatchObject({ kind: 'found', accountActive: true });
    world.suspended = true;
    expect(lookup()).toMatchObject({ accountActive: true });
    directory.forget([{ sid: accountSid, logins: [] }]);
    expect(lookup()).toMatchObject({ kind: 'found', accountActive: false, client: { version: 1 } });
    expect(directory.isInService(sid)).toBe(false);
    world.suspended = false;
    directory.forgetAll();
    expect(lookup()).toMatchObject({ accountActive: true });
    expect(directory.isInService(sid)).toBe(true);
  });

  it('says "not yet" of a Client whose account has not arrived, and lets it in when it has', () => {
    const { world, lookup } = setUp();
    world.account = false;
    expect(lookup()).toEqual({ kind: 'not-yet', why: 'account' });
    world.account = true;
    expect(lookup()).toMatchObject({ kind: 'found', accountActive: true });
    expect(world.asked).toBe(1);
  });

  it('remembers nothing of unknown logins', () => {
    const { world, directory } = setUp();
    world.found = null;
    expect(directory.lookup('tandem.local', 'guess')).toEqual({ kind: 'unknown' });
    expect(directory.size).toBe(0);
    world.catchingUp = true;
    expect(directory.lookup('tandem.local', 'guess')).toEqual({ kind: 'not-yet', why: 'catching-up' });
  });

  it('says "not yet", and refuses nobody, until it holds a whole state', () => {
    const { world, lookup } = setUp();
    world.complete = false;
    expect(lookup()).toEqual({ kind: 'not-yet', why: 'catching-up' });
    expect(world.asked).toBe(0);
  });

  it('says "not yet" while it lacks the key, once in the log, and without a secret', () => {
    const { lookup, logger, world } = setUp({
      current: 'other',
      keys: new Map([['other', Buffer.alloc(32, 1)]]),
    });
    expect([lookup(), lookup()]).toEqual(Array(2).fill({ kind: 'not-yet', why: 'sealing-key' }));
    expect(logger.lines).toHaveLength(1);
    expect(JSON.stringify(logger.lines)).not.toContain(world.found?.credentials);
  });

  it('says "not yet" when credentials were moved from another Client, or are missing', () => {
    const { world, lookup } = setUp();
    world.found = clientEvent({ sid: `CL${'b'.repeat(32)}`, credentials: clientEvent().credentials });
    expect(lookup()).toEqual({ kind: 'not-yet', why: 'sealing-key' });
    world.found = clientEvent({ credentials: null });
    expect(lookup()).toEqual({ kind: 'not-yet', why: 'sealing-key' });
  });

  it('says "not yet" while the cache cannot be read, but still answers what it has at hand', () => {
    const { world, directory, lookup, logger } = setUp();
    lookup();
    world.failure = new TandemError('CACHE_CORRUPT', 'broken');
    expect(lookup().kind).toBe('found');
    expect(directory.lookup('tandem.local', 'bob')).toEqual({ kind: 'not-yet', why: 'cache-unusable' });
    directory.lookup('tandem.local', 'carol');
    expect(logger.lines).toHaveLength(1);
  });
});
