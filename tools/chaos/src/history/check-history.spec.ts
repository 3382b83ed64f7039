import { describe, expect, it } from '@jest/globals';
import { checkHistory } from './check-history.ts';
import type { Ending } from './check-api.ts';
import type { HistoryEvent } from './events.ts';

const LOGIN = 'alice';
const nothing: Ending = { clients: [], undecided: new Set() };

const ack = (
  at: number,
  version: number,
  over: Partial<Extract<HistoryEvent, { kind: 'acknowledged' }>> = {},
): HistoryEvent => ({
  ...{
    kind: 'acknowledged',
    at,
    instance: 'p1',
    login: LOGIN,
    sid: 'A',
    version,
    revision: version,
    deleted: false,
  },
  ...over,
});
const asked = (at: number): HistoryEvent => ({ kind: 'deletion asked', at, login: LOGIN });
const inSync = (at: number, revision: number, deleted = false): HistoryEvent => ({
  ...{ kind: 'in sync', at, login: LOGIN, sid: 'A', revision, deleted },
});
const unit = (from: number, revision: number | null, sid = 'A', name = 'u1'): HistoryEvent => ({
  ...{ kind: 'unit', from, to: from + 1, unit: name, login: LOGIN },
  served: revision === null ? null : { sid, revision },
});
const api = (from: number, version: number | null, instance = 'p1'): HistoryEvent => ({
  ...{ kind: 'api', from, to: from + 1, instance, login: LOGIN, sid: 'A', version },
});
const ends = (version: number, sid = 'A'): Ending => ({
  ...nothing,
  clients: [{ login: LOGIN, sid, version }],
});

describe('checkHistory', () => {
  it.each<[string, HistoryEvent[], Ending]>([
    ['nothing', [], nothing],
    ['units that go on', [unit(0, null), unit(2, 1), unit(4, 2), unit(6, null), unit(8, 9, 'B')], nothing],
    ['a unit that is behind another', [unit(0, 2), unit(2, 1, 'A', 'u2'), unit(4, 2, 'A', 'u2')], nothing],
    ['answers that overlap', [unit(0, 2), unit(0.5, 1)], nothing],
    ['a receipt that is true', [inSync(1, 2), unit(0, 1), unit(2, 2), unit(4, 3)], nothing],
    ['a deletion after a receipt', [inSync(1, 2), asked(3), unit(4, null)], nothing],
    ['a receipt of a deletion', [inSync(1, 3, true), unit(0, 2), unit(2, null), unit(4, 5, 'B')], nothing],
    ['own writes', [ack(0, 1), api(1, 1), ack(2, 2), api(3, 2), api(3, 1, 'p2')], ends(2)],
    ['a deletion', [ack(0, 1), asked(1), api(2, null), ack(3, 2, { deleted: true })], nothing],
    ['an end with more than was acknowledged', [ack(0, 1)], ends(2)],
    ['an end that nobody knows', [ack(0, 1)], { clients: [], undecided: new Set([LOGIN]) }],
    ['one winner', [{ kind: 'duel', login: 'd', winners: 1 }], nothing],
  ])('finds nothing in %s', (_what, events, ending) => {
    expect(checkHistory(events, ending)).toEqual([]);
  });

  it.each<[string, HistoryEvent[], Ending, string]>([
    ['a version that goes back', [unit(0, 2), unit(2, 1)], nothing, 'G2'],
    ['one that goes back behind a gap', [unit(0, 2), unit(2, null), unit(4, 1, 'B')], nothing, 'G2'],
    ['a resurrection', [unit(0, 2), unit(2, null), unit(4, 2)], nothing, 'G2'],
    ['an early receipt', [inSync(1, 2), unit(2, 1)], nothing, 'receipt'],
    ['an early receipt of a creation', [inSync(1, 1), unit(2, null)], nothing, 'receipt'],
    ['an early receipt of a deletion', [inSync(1, 3, true), unit(2, 2)], nothing, 'receipt'],
    ['a deletion that was asked for before', [asked(0), inSync(1, 2), unit(2, null)], nothing, 'receipt'],
    ['a write that its process does not know', [ack(0, 2), api(1, 1)], ends(2), 'G1'],
    ['a creation that its process does not know', [ack(0, 1), api(1, null)], ends(1), 'G1'],
    ['a deleted Client that is read', [ack(0, 2, { deleted: true }), api(1, 1)], nothing, 'G1'],
    ['a lost creation', [ack(0, 1)], nothing, 'G1'],
    ['a lost change', [ack(0, 1), ack(1, 2)], ends(1), 'G1'],
    ['a Client in its place', [ack(0, 1)], ends(1, 'B'), 'G1'],
    ['a Client that is back', [ack(0, 1), ack(1, 2, { deleted: true })], ends(1), 'G1'],
    ['two of one login', [], { ...nothing, clients: [...ends(1).clients, ...ends(1, 'B').clients] }, 'G3'],
    ['two winners', [{ kind: 'duel', login: 'd', winners: 2 }], nothing, 'G3'],
  ])('finds %s', (_what, events, ending, guarantee) => {
    expect(checkHistory(events, ending)).toEqual([{ guarantee, what: expect.any(String) }]);
  });
});
