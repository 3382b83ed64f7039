import {
  decodeEventHeaders,
  isDeletion,
  MARK_KEY,
  relayCheckpointCodec,
  RESOURCE_TOPICS,
  TOPICS,
} from '@tandem/contracts';
import type { UnitStatus } from '@tandem/contracts';
import type { EventLog } from '@tandem/event-log';
import type { Sid } from '@tandem/kernel';
import { readTopic } from '../read-topic.ts';
import { ask } from './ask.ts';
import { versionsOf } from './findings.ts';
import type { Holding, Holdings, Truths } from './findings.ts';

/** As many sids as one request takes. */
const SIDS = 400;
const PAGE = 1000;

/** The versions that the read model has of these resources. */
export const readModelVersions = async (
  api: URL,
  sids: readonly Sid[],
): Promise<ReadonlyMap<Sid, number>> => {
  const versions = new Map<Sid, number>();
  for (let from = 0; from < sids.length; from += SIDS) {
    const some = sids.slice(from, from + SIDS).join(',');
    const found = await ask<Readonly<Record<string, number>>>(api, `/audit/read-model/${some}`);
    for (const [sid, version] of Object.entries(found)) versions.set(sid, version);
  }
  return versions;
};

/** Versions as holdings: whose event each is, the journal says. */
export const holdingsOf = (versions: ReadonlyMap<Sid, number>, truths: Truths): Holdings =>
  new Map(
    [...versions].map(([sid, version]): [Sid, Holding] => {
      const truth = truths.get(sid);
      const known = truth && versionsOf(truth).find((holding) => holding.version === version);
      return [sid, known ?? { version, eventId: '', deleted: false }];
    }),
  );

/** The latest version of each key, by the headers of its records. */
export const logHoldings = async (log: EventLog): Promise<Holdings> => {
  const holdings = new Map<Sid, Holding>();
  for (const topic of RESOURCE_TOPICS) {
    for (const { key, headers } of await readTopic(log, topic)) {
      const decoded = key === MARK_KEY ? null : decodeEventHeaders(headers);
      if (decoded?.ok !== true) continue;
      const { sid, version, eventId, type } = decoded.value;
      if ((holdings.get(sid)?.version ?? 0) > version) continue;
      holdings.set(sid, { version, eventId, deleted: isDeletion(type) });
    }
  }
  return holdings;
};

/** Up to which revision the relay has published; 0 before it has. */
export const publishedUpTo = async (log: EventLog): Promise<number> => {
  const value = (await readTopic(log, TOPICS.relay.name)).at(-1)?.value;
  const decoded = value == null ? undefined : relayCheckpointCodec.decode(value);
  return decoded?.ok === true ? decoded.value.revision : 0;
};

interface UnitEntry {
  readonly sid: Sid;
  readonly version: number;
  readonly event_id: string;
  readonly deleted: boolean;
  readonly visible: number | null;
  readonly waits: boolean;
}

const holdingOf = ({ version, event_id, deleted, visible, waits }: UnitEntry): Holding => {
  const odd = !waits && visible !== (deleted ? null : version);
  return { version, eventId: event_id, deleted, ...(odd && { serves: visible }) };
};

/** Everything that a unit has received. */
export const unitHoldings = async (unit: URL): Promise<Holdings> => {
  const holdings = new Map<Sid, Holding>();
  for (let after = ''; ;) {
    const page = await ask<readonly UnitEntry[]>(unit, `/audit/resources${after && `?after=${after}`}`);
    for (const entry of page) holdings.set(entry.sid, holdingOf(entry));
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return holdings;
    after = last.sid;
  }
};

/** Up to which revision a unit has received all partitions, and its name. */
export const unitReceived = async (
  unit: URL,
): Promise<{ readonly name: string; readonly revision: number }> => {
  const status = await ask<UnitStatus>(unit, '/status');
  return {
    name: status.unit,
    revision: Math.min(Infinity, ...status.partitions.map(({ received }) => received)),
  };
};
