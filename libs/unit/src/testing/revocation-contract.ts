import { beforeEach, expect, it } from '@jest/globals';
import type { PropagationModel } from '../model/propagation-model.ts';
import type { CacheWorld } from './cache-world.ts';
import { sidOf } from './client-log.ts';

const A = sidOf(1);
const B = sidOf(2);
const HOUR: PropagationModel = { kind: 'fixed', seconds: 3600 };
const DUE = 3_600_000;

/** Revocations take effect as soon as they are received, whatever the model holds (G6), unless they are modelled. */
export const revocationContract = (world: () => CacheWorld): void => {
  const alice = () => world().cache.find('tandem.local', 'alice')?.event ?? null;
  const belief = () => world().cache.belief('tandem.local', 'alice');

  beforeEach(() => {
    world().log.next(A, { login: 'alice' });
    world().catchUp();
    world().cache.changeModel(HOUR);
  });

  it('serves a deleted Client no more, and what waited of it is gone', () => {
    world().log.next(A);
    world().read(10);
    world().log.delete(A, { recordedAt: 5 });
    const { revoked } = world().read(20);
    expect(revoked).toMatchObject([
      { sid: A, revoked: ['deleted'], at: 20, recordedAt: 5, live: true, logins: [{ login: 'alice' }] },
    ]);
    expect(alice()).toBeNull();
    expect(world().cache.store.counts()).toMatchObject({ clients: 0, held: 0, graves: 1 });
    expect(world().cache.releaseDue(DUE * 2)).toEqual([]);
  });

  it('disables at once, and shows the rest of the change when it is due', () => {
    world().log.next(A, { changed: ['status', 'friendlyName'], state: { status: 0, friendlyName: 'later' } });
    expect(world().read(10).revoked).toMatchObject([{ revoked: ['disabled'], revision: 2 }]);
    expect(alice()).toMatchObject({ version: 1, state: { status: 0, friendlyName: 'alice' } });
    expect(belief()).toMatchObject({ kind: 'served', overtaken: ['disabled'], next: { version: 2 } });
    world().cache.releaseDue(DUE);
    expect(alice()).toMatchObject({ version: 2, state: { status: 0, friendlyName: 'later' } });
    expect(belief()).toMatchObject({ overtaken: [] });
    expect(world().revoked).toHaveLength(1);
  });

  it('lets the new password in at once, and the old one no more', () => {
    world().log.next(A, { changed: ['password'], credentials: 'v1.k.new' });
    expect(world().read(10).revoked).toMatchObject([{ revoked: ['password'] }]);
    expect(alice()).toMatchObject({ version: 1, credentials: 'v1.k.new' });
    world().reopen();
    expect(alice()).toMatchObject({ version: 1, credentials: 'v1.k.new' });
    expect(belief()).toMatchObject({ overtaken: ['password'] });
  });

  it('holds back that a Client is enabled again', () => {
    world().log.next(A, { changed: ['status'], state: { status: 0 } });
    world().log.next(A, { changed: ['status'], state: { status: 1 } });
    expect(world().read(10).revoked).toHaveLength(1);
    expect(alice()?.state.status).toBe(0);
    world().cache.releaseDue(DUE);
    world().cache.releaseDue(DUE);
    expect(alice()).toMatchObject({ version: 3, state: { status: 1 } });
  });

  it('counts only what is visible as visible', () => {
    world().log.next(A, { changed: ['status'], state: { status: 0 } });
    world().read(10);
    expect(world().cache.partitions()[0]).toMatchObject({ received: 2, visible: 1 });
  });

  it('tells of nothing that nobody could use', () => {
    world().log.next(B, { login: 'bob' });
    world().log.next(B, { changed: ['password'], credentials: 'v1.k.new' });
    world().log.delete(B);
    expect(world().read(10).revoked).toEqual([]);
  });

  it('tells of revocations that it catches up with, once', () => {
    world().log.next(A, { changed: ['status'], state: { status: 0 } });
    expect(world().catchUp(10).revoked).toMatchObject([{ revoked: ['disabled'], live: false }]);
    world().log.delete(A);
    expect(world().catchUp(10).revoked).toMatchObject([{ revoked: ['deleted'] }]);
    expect(world().revoked).toHaveLength(2);
  });

  it('delays them as the model delays all changes where they are modelled', () => {
    world().reopen('modelled');
    world().log.next(A, { changed: ['status', 'password'], state: { status: 0 }, credentials: 'v1.k.new' });
    expect(world().read(10)).toMatchObject({ held: 1, revoked: [] });
    expect(alice()).toMatchObject({ version: 1, state: { status: 1 } });
    world().log.delete(A);
    expect(world().read(20)).toMatchObject({ held: 1, revoked: [] });
    world().cache.releaseDue(DUE);
    world().cache.releaseDue(DUE);
    expect(alice()).toBeNull();
    expect(world().revoked.map(({ revoked }) => revoked)).toEqual([['disabled', 'password'], ['deleted']]);
  });
};
