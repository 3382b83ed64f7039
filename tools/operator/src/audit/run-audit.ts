import { setTimeout as pause } from 'node:timers/promises';
import type { EventLog } from '@tandem/event-log';
import type { Sid } from '@tandem/kernel';
import { ask } from './ask.ts';
import type { AuditArguments } from './audit-arguments.ts';
import { compare, digestOf } from './findings.ts';
import type { Comparison, Holding, Holdings, Truths } from './findings.ts';
import { JournalReading } from './read-journal.ts';
import {
  holdingsOf,
  logHoldings,
  publishedUpTo,
  readModelVersions,
  unitHoldings,
  unitReceived,
} from './read-places.ts';

const WAIT_MS = 30_000;
const LOOK_MS = 250;

interface Place {
  readonly name: string;
  readonly holdings: Holdings;
}

/** Waits until a place has come to a revision, or it is plain that it does not: then what it lacks is a finding. */
const waitUntil = async (revision: number, reached: () => Promise<number>): Promise<void> => {
  const deadline = performance.now() + WAIT_MS;
  while ((await reached()) < revision && performance.now() < deadline) await pause(LOOK_MS);
};

const unitPlace = async (unit: URL, head: number): Promise<Place> => {
  const { name } = await unitReceived(unit);
  await waitUntil(head, async () => (await unitReceived(unit)).revision);
  return { name: `unit ${name}`, holdings: await unitHoldings(unit) };
};

const begunWith = (truths: Truths): readonly [string, Holding][] =>
  [...truths].flatMap(([sid, { latest }]): [string, Holding][] => (latest === null ? [] : [[sid, latest]]));

/** How many resources the read model shows of all accounts: more than the journal has are found by no key. */
const shownResources = async (api: URL, accounts: Iterable<Sid>): Promise<number> => {
  let shown = 0;
  for (const account of accounts) {
    shown += (await ask<{ readonly resources: number }>(api, `/audit/count/${account}`)).resources;
  }
  return shown;
};

const compareCount = (shown: number, live: number, truths: Truths): Comparison => {
  const later = [...truths.values()].reduce((sum, truth) => sum + truth.later.length, 0);
  // What was written while it was counted may be in it or not.
  const odd = Math.abs(shown - live) > later;
  const findings = odd ? [{ sid: '-', what: `shows ${shown} resources, and the journal has ${live}` }] : [];
  return { place: 'read model, counted', digest: { count: shown, digest: '' }, findings };
};

/**
 * Compares the journal with every other place that has resources; each place gets half a minute to come to where the journal
 * was when the audit began. Throws what cannot be read.
 */
export const runAudit = async (
  { api, units }: AuditArguments,
  log: EventLog,
): Promise<readonly Comparison[]> => {
  const reading = new JournalReading(api);
  await reading.read();
  const { head } = reading;
  const begun = digestOf(begunWith(reading.truths));
  await waitUntil(head, () => publishedUpTo(log));
  const versions = await readModelVersions(api, [...reading.truths.keys()]);
  const places: Place[] = [{ name: 'event log', holdings: await logHoldings(log) }];
  for (const unit of units) places.push(await unitPlace(unit, head));
  const shown = await shownResources(api, reading.accounts);
  await reading.read();
  return [
    { place: 'journal', digest: begun, findings: [] },
    compare('read model', reading.truths, holdingsOf(versions, reading.truths), begun),
    ...places.map(({ name, holdings }) => compare(name, reading.truths, holdings, begun)),
    compareCount(shown, begun.count, reading.truths),
  ];
};
