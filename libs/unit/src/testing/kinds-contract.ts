import { describe, expect, it } from '@jest/globals';
import { EMPTY_DIGEST, laneOf, TOPICS } from '@tandem/contracts';
import type { ResourceEvent } from '@tandem/contracts';
import { accountEvent, applicationEvent, clientEvent, numberEvent } from '@tandem/contracts/testing';
import type { BatchReport } from '../cache/batch-report.ts';
import type { CacheWorld } from './cache-world.ts';
import { eventRecord } from './event-record.ts';

const DOMAIN = 'tandem.local';
const application = applicationEvent();
const number = numberEvent();

/** Other resources than Clients, which live as they do but that nobody authenticates with them. */
export const kindsContract = (world: () => CacheWorld): void => {
  const read = (event: ResourceEvent, now = 0): BatchReport => {
    const record = eventRecord(event, event.version - 1);
    const { topic, partition, offset } = record;
    const batch = { topic, partition, records: [record], nextOffset: offset + 1, endOffset: offset + 1 };
    return world().cache.apply(batch, { now, liveFrom: 0 });
  };

  it('serves an Application by its sid, and a number by its number, each in its lane', () => {
    read(application);
    read(number);
    expect(world().cache.findApplication(application.sid)?.event).toEqual(application);
    expect(world().cache.findNumber(DOMAIN, '+15105551234')?.event).toEqual(number);
    expect(world().cache.findNumber('other.test', '+15105551234')).toBeNull();
    expect(world().cache.findNumber(DOMAIN, '+15105559999')).toBeNull();
    expect(world().cache.findApplication(number.sid)).toBeNull();
    expect(
      world()
        .cache.partitions()
        .map(({ lane, received }) => [lane, received]),
    ).toEqual([
      [laneOf(TOPICS.applications.name, 0), 1],
      [laneOf(TOPICS.numbers.name, 0), 1],
    ]);
  });

  it('keeps a number and a Client of the same name apart, and counts Clients alone', () => {
    const { state } = clientEvent();
    const client = clientEvent({ state: { ...state, login: '+15105551234' } });
    read(number);
    expect(world().cache.find(DOMAIN, '+15105551234')).toBeNull();
    expect(world().cache.belief(DOMAIN, '+15105551234')).toEqual({ kind: 'unknown' });
    expect(world().cache.size().clients).toBe(0);
    read(client);
    expect(world().cache.find(DOMAIN, '+15105551234')?.event.sid).toBe(client.sid);
    expect(world().cache.findNumber(DOMAIN, '+15105551234')?.event.sid).toBe(number.sid);
    expect([world().cache.size().clients, world().cache.store.counts().clients]).toEqual([1, 1]);
    world().reopen();
    expect(world().cache.size().clients).toBe(1);
  });

  it('holds a change and a deletion by the model: neither revokes anything', () => {
    read(application);
    world().cache.changeModel({ kind: 'fixed', seconds: 10 });
    const changed = applicationEvent({
      type: 'ApplicationUpdated',
      version: 2,
      revision: 2,
      state: { ...application.state, voiceUrl: null },
    });
    expect(read(changed)).toMatchObject({ held: 1, revoked: [], shown: [] });
    const deleted = { ...changed, type: 'ApplicationDeleted', version: 3, revision: 3 } as const;
    expect(read({ ...deleted, eventId: 'event-3' })).toMatchObject({ held: 1, revoked: [] });
    expect(world().cache.findApplication(application.sid)?.event.version).toBe(1);
    const [, lane] = [0, laneOf(TOPICS.applications.name, 0)];
    expect(
      world()
        .cache.partitions()
        .find((row) => row.lane === lane),
    ).toMatchObject({
      received: 3,
      visible: 1,
      digest: EMPTY_DIGEST,
    });
    world().cache.releaseDue(Date.parse(application.recordedAt) + 10_000);
    expect(world().cache.findApplication(application.sid)).toBeNull();
    expect(world().revoked).toEqual([]);
    expect(world().visible.flatMap(({ logins }) => logins)).toEqual([]);
  });

  describe('an account', () => {
    const active = accountEvent();
    const { state, sid } = active;
    const suspended = accountEvent({
      type: 'AccountUpdated',
      version: 2,
      revision: 2,
      changed: ['status'],
      state: { ...state, status: 'suspended' },
    });
    const again = { ...active, type: 'AccountUpdated', version: 3, revision: 3, eventId: 'e3' } as const;

    it('that is suspended is so at once, whatever the model holds, and told of once', () => {
      read(active);
      world().cache.changeModel({ kind: 'fixed', seconds: 10 });
      expect(world().cache.findAccount(sid)).toMatchObject({ status: 'active' });
      expect(read(suspended)).toMatchObject({
        held: 1,
        revoked: [{ sid, revoked: ['account'], logins: [] }],
      });
      expect(world().cache.findAccount(sid)).toMatchObject({ status: 'suspended' });
      world().cache.releaseDue(Date.parse(active.recordedAt) + 10_000);
      expect(world().cache.findAccount(sid)).toMatchObject({ status: 'suspended' });
      expect(world().revoked).toHaveLength(1);
    });

    it('that is active again is so when the model lets it', () => {
      read(active);
      read(suspended);
      world().cache.changeModel({ kind: 'fixed', seconds: 10 });
      expect(read(again)).toMatchObject({ held: 1, revoked: [] });
      expect(world().cache.findAccount(sid)).toMatchObject({ status: 'suspended' });
      world().cache.releaseDue(Date.parse(active.recordedAt) + 10_000);
      expect(world().cache.findAccount(sid)).toMatchObject({ status: 'active' });
    });

    it('is suspended with the delay of any other change where revocations are modelled', () => {
      world().reopen('modelled');
      read(active);
      world().cache.changeModel({ kind: 'fixed', seconds: 10 });
      read(suspended);
      expect(world().cache.findAccount(sid)).toMatchObject({ status: 'active' });
      world().cache.releaseDue(Date.parse(active.recordedAt) + 10_000);
      expect(world().cache.findAccount(sid)).toMatchObject({ status: 'suspended' });
    });

    it('is known of a Client, and none of a sid that is not there', () => {
      const client = clientEvent({ accountSid: sid });
      read(client);
      expect(world().cache.accountOf(client.sid)).toBe(sid);
      expect(world().cache.accountOf(`CL${'9'.repeat(32)}`)).toBeNull();
      expect(world().cache.findAccount(client.sid)).toBeNull();
    });
  });

  it('parks a record of another kind than its topic’s by its headers alone', () => {
    const record = { ...eventRecord(number, 0), topic: TOPICS.clients.name };
    expect(world().apply([record], 1)).toMatchObject({
      unreadable: [{ detail: 'the sid does not belong on this topic' }],
    });
  });

  it('waits under a number’s name while its creation is held', () => {
    world().cache.changeModel({ kind: 'fixed', seconds: 10 });
    expect(read(number)).toMatchObject({ held: 1 });
    expect(world().cache.findNumber(DOMAIN, '+15105551234')).toBeNull();
    expect(world().cache.belief(DOMAIN, '+15105551234')).toEqual({ kind: 'unknown' });
    world().cache.releaseDue(Date.parse(number.recordedAt) + 10_000);
    expect(world().cache.findNumber(DOMAIN, '+15105551234')?.event).toEqual(number);
  });
};
