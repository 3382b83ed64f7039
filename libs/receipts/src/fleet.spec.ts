import { describe, expect, it } from '@jest/globals';
import { laneOf, partitionOf, TOPICS } from '@tandem/contracts';
import type { UnitStatus } from '@tandem/contracts';
import { Fleet } from './fleet.ts';
import { SILENT_AFTER_MS } from './known-unit.ts';
import type { Change, Receipt } from './receipt.ts';
import { checkpoint, PARTITIONS, unitStatus } from './testing/index.ts';

const SID = `CL${'0'.repeat(32)}`;
const HOME_PARTITION = partitionOf(SID, PARTITIONS);
const HOME = laneOf(TOPICS.clients.name, HOME_PARTITION);
const T0 = Date.UTC(2013, 10, 4);
const DAY = 24 * 60 * 60 * 1000;

const change: Change = { sid: SID, revision: 10, recordedAt: T0, revokes: false };

/** A fleet, and a clock that goes on as the test says. */
class World {
  readonly fleet = new Fleet();
  #ms = 0;

  constructor(settled = true) {
    this.fleet.follow(checkpoint(100), this.at);
    if (settled) this.fleet.settle(this.at);
  }

  get at() {
    return { now: T0 + this.#ms, monotonic: this.#ms };
  }

  hear(...statuses: readonly UnitStatus[]): this {
    for (const status of statuses) this.fleet.hear(status, { ...this.at, live: true });
    return this;
  }

  later(ms: number): this {
    this.#ms += ms;
    this.fleet.tick(this.at);
    return this;
  }

  receipt(over: Partial<Change> = {}): Receipt {
    return this.fleet.receipt({ ...change, ...over }, this.at);
  }

  statuses(): readonly string[] {
    return this.receipt().units.map(({ status }) => status);
  }
}

const oddly = (over: Partial<UnitStatus>) => new World().hear(unitStatus('cp-1', 10, over)).receipt();

const atHome = (visible: number, received = visible, proved = received) =>
  unitStatus('cp-1', 100).partitions.map((own) => ({
    ...own,
    ...(own.topic === TOPICS.clients.name && own.partition === HOME_PARTITION
      ? { received, proved, visible }
      : { received: 100, proved: 100, visible: 100 }),
  }));

describe('Fleet', () => {
  it('is in sync when every live unit shows the change, and remembers since when', () => {
    const world = new World().hear(unitStatus('cp-2', 9), unitStatus('cp-1', 10));
    expect(world.receipt()).toMatchObject({ status: 'PENDING', insyncAt: null });
    expect(world.statuses()).toEqual(['INSYNC', 'PENDING']);
    world.later(1500).hear(unitStatus('cp-2', 12));
    expect(world.later(100).receipt()).toMatchObject({
      status: 'INSYNC',
      insyncAt: T0 + 1500,
      units: [
        { unit: 'cp-1', status: 'INSYNC', revision: 10, appliedAt: T0, lagMs: 0, expectedBy: null },
        { unit: 'cp-2', status: 'INSYNC', revision: 12, appliedAt: T0 + 1500, lagMs: 1500 },
      ],
    });
  });

  it('says by when a unit will show it, by its model', () => {
    const world = new World().hear(unitStatus('cp-2', 9)).later(700);
    expect(world.receipt().units).toMatchObject([{ expectedBy: T0 + 3000, lagMs: 700, appliedAt: null }]);
  });

  it('looks at the Client’s own partition only', () => {
    const behind = unitStatus('cp-1', 100, { partitions: atHome(9) });
    const ahead = unitStatus('cp-2', 0, { partitions: atHome(10) });
    expect(new World().hear(behind, ahead).statuses()).toEqual(['PENDING', 'INSYNC']);
  });

  it.each<[string, Partial<UnitStatus>]>([
    ['follows another log', { generation: 'g2' }],
    ['has diverged', { conditions: ['DIVERGED'] }],
    ['claims more than was published', { partitions: atHome(1000) }],
    ['claims to show more than it received', { partitions: atHome(50, 5) }],
    [
      'skipped what it could not read and is proved only below',
      { conditions: ['UNPROVED'], partitions: atHome(10, 10, 9) },
    ],
    ['holds an older version of this Client, as it cannot read the newest', { parked: 1, parkedSids: [SID] }],
    ['may hold one: it parked more than it lists', { parked: 101, parkedSids: [] }],
    ['does not know the partition', { partitions: [] }],
  ])('never counts a unit that %s', (_, over) => {
    expect(oddly(over)).toMatchObject({ status: 'PENDING', insyncAt: null, units: [{ status: 'PENDING' }] });
  });

  it('no longer counts a unit that began anew with an empty cache, of which its report names nothing', () => {
    const world = new World().hear(unitStatus('cp-1', 10));
    expect(world.receipt().status).toBe('INSYNC');
    world.hear(unitStatus('cp-1', 0, { incarnation: 'i2', state: 'STARTING', partitions: [] }));
    expect(world.receipt().status).toBe('PENDING');
    expect(world.fleet.reached([HOME], 10)).toBe(false);
  });

  it('lets nobody wait for a unit that has just stopped', () => {
    const world = new World().hear(unitStatus('cp-1', 10), unitStatus('cp-2', 3));
    world.hear(unitStatus('cp-2', 3, { state: 'STOPPED' }));
    expect(world.fleet.reached([HOME], 10)).toBe(true);
  });

  it('has one receipt for everything up to a revision, of all partitions', () => {
    const world = new World().hear(unitStatus('cp-1', 10));
    expect(world.receipt({ sid: null })).toMatchObject({ sid: null, status: 'INSYNC', insyncAt: T0 });
    world.later(5).hear(unitStatus('cp-2', 0, { partitions: atHome(9) }));
    expect(world.receipt({ sid: null })).toMatchObject({ status: 'PENDING', units: [{}, { revision: 9 }] });
    expect(world.fleet.reached(world.fleet.lanesOf(null), 10)).toBe(false);
    world.later(5).hear(unitStatus('cp-2', 0, { partitions: atHome(10) }));
    expect(world.receipt({ sid: null }).units).toMatchObject([{ appliedAt: T0 }, { appliedAt: T0 + 10 }]);
    expect(world.fleet.reached(world.fleet.lanesOf(null), 10)).toBe(true);
    world.hear(unitStatus('cp-1', 10, { parked: 1, parkedSids: [`CL${'1'.repeat(32)}`] }));
    expect(world.receipt({ sid: null }).status).toBe('PENDING');
  });

  it('counts a unit with odd records elsewhere', () => {
    expect(oddly({ parked: 1, parkedSids: ['CLother'] }).status).toBe('INSYNC');
    expect(oddly({ conditions: ['UNPROVED'] }).status).toBe('INSYNC');
  });

  it('believes what a unit said too early once the relay has published it', () => {
    const world = new World().hear(unitStatus('cp-1', 120));
    expect(world.receipt().status).toBe('PENDING');
    world.fleet.follow(checkpoint(120), world.at);
    expect(world.receipt().status).toBe('INSYNC');
  });

  it('is PENDING without units, and until everything was heard', () => {
    expect(new World().receipt()).toMatchObject({ status: 'PENDING', units: [] });
    const world = new World(false).hear(unitStatus('cp-1', 10));
    expect(world.receipt().status).toBe('PENDING');
    world.fleet.settle(world.at);
    expect(world.receipt().status).toBe('INSYNC');
  });

  it('is PARTIAL when only silent units lack it, and INSYNC again once they are back', () => {
    const world = new World().hear(unitStatus('cp-2', 9), unitStatus('cp-1', 10));
    world.later(SILENT_AFTER_MS + 1).hear(unitStatus('cp-1', 10));
    expect(world.receipt()).toMatchObject({ status: 'PARTIAL', insyncAt: null });
    expect(world.receipt().units).toMatchObject([
      {},
      { status: 'UNREACHABLE', lastHeard: T0, expectedBy: null },
    ]);
    world.hear(unitStatus('cp-2', 10));
    expect(world.receipt().status).toBe('INSYNC');
  });

  it('does not mind a silent unit that had it', () => {
    const world = new World().hear(unitStatus('cp-1', 10), unitStatus('cp-2', 10));
    world.later(SILENT_AFTER_MS + 1).hear(unitStatus('cp-1', 10));
    expect(world.receipt().status).toBe('INSYNC');
  });

  it('forgets units that stopped, and those silent for a day', () => {
    const world = new World().hear(unitStatus('cp-1', 10), unitStatus('cp-2', 9), unitStatus('cp-3', 9));
    world.hear(unitStatus('cp-2', 9, { state: 'STOPPED' }));
    expect(world.receipt().units.map(({ unit }) => unit)).toEqual(['cp-1', 'cp-3']);
    world.later(DAY + 1).hear(unitStatus('cp-1', 10));
    expect(world.receipt()).toMatchObject({ status: 'INSYNC', units: [{ unit: 'cp-1' }] });
  });

  it('keeps insyncAt when a new unit comes that has to catch up first', () => {
    const world = new World().hear(unitStatus('cp-1', 10)).later(1000);
    world.hear(unitStatus('cp-9', 0, { state: 'CATCHING_UP' }));
    expect(world.receipt()).toMatchObject({ status: 'PENDING', insyncAt: T0 });
  });

  it('knows from before it began to listen only who is silent', () => {
    const world = new World();
    world.fleet.hear(unitStatus('cp-1', 9), { now: T0 - 5000, monotonic: 0, live: false });
    expect(world.receipt()).toMatchObject({
      status: 'PENDING',
      units: [{ status: 'UNREACHABLE', lastHeard: T0 - 5000 }],
    });
  });

  it('tells waiters only when the last live unit has reached a revision', () => {
    const world = new World().hear(unitStatus('cp-1', 10), unitStatus('cp-2', 3), unitStatus('cp-3', 7));
    const reached = (): readonly boolean[] =>
      [3, 7, 10].map((revision) => world.fleet.reached([HOME], revision));
    expect(reached()).toEqual([true, false, false]);
    world.hear(unitStatus('cp-2', 20));
    expect(reached()).toEqual([true, true, false]);
    world.hear(unitStatus('cp-1', 20));
    expect(reached()).toEqual([true, true, false]);
    world.later(SILENT_AFTER_MS - 1).hear(unitStatus('cp-1', 20), unitStatus('cp-2', 20));
    expect(world.later(2).fleet.reached([HOME], 20)).toBe(true);
  });

  it('says since when a revocation is in effect, which may be long before the change is visible', () => {
    const world = new World().hear(unitStatus('cp-1', 0, { partitions: atHome(9, 9) })).later(700);
    expect(world.receipt({ revokes: true }).units).toMatchObject([{ revokedAt: null }]);
    world.hear(unitStatus('cp-1', 0, { partitions: atHome(9, 10) }));
    expect(world.receipt({ revokes: true })).toMatchObject({
      status: 'PENDING',
      units: [{ status: 'PENDING', appliedAt: null, revokedAt: T0 + 700 }],
    });
    expect(world.receipt().units).toMatchObject([{ revokedAt: null }]);
  });

  it('takes a revocation for any other change where it is modelled, and where the Client may be parked', () => {
    const received = { partitions: atHome(9, 10) };
    for (const over of [{ revocation: 'modelled' as const }, { parked: 1, parkedSids: [SID] }]) {
      const world = new World().hear(unitStatus('cp-1', 0, { ...received, ...over }));
      expect(world.receipt({ revokes: true }).units).toMatchObject([{ revokedAt: null }]);
    }
  });
});
