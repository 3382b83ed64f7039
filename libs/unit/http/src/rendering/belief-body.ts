import { placeOfLane } from '@tandem/contracts';
import type { Lane, UnitPartitionStatus, UnitStatus } from '@tandem/contracts';
import { isGated } from '@tandem/unit';
import type { Belief, HeldVersion, NamedApplication } from '@tandem/unit';

/** Body of `GET /clients/{domain}/{login}` when the Client is served. Times are ISO 8601, UTC. */
export interface ClientBody {
  readonly login: string;
  readonly domain: string;
  readonly sid: string;
  readonly account_sid: string;
  /** What is served. */
  readonly version: number;
  readonly revision: number;
  /** 1 enabled, 0 disabled. */
  readonly status: 0 | 1;
  readonly recorded_at: string;
  /** When this unit's cache began to serve it. */
  readonly applied_at: string;
  /** The next version, which the propagation model holds back. */
  readonly held: HeldBody | null;
  /** What of held versions is in effect already: `disabled`, `password`. */
  readonly overtaken: readonly string[];
  /** The latest version that this unit has received, whether it is served, held or cannot be read. */
  readonly received_version: number;
  /** A received version that cannot be read. */
  readonly parked: { readonly version: number; readonly problem: string } | null;
  /** The Application that it names; null without one. */
  readonly application: ApplicationBody | null;
  /** How far the Client's partition was received and is visible, as journal revisions. */
  readonly partition: Pick<UnitPartitionStatus, 'partition' | 'received' | 'proved' | 'visible'>;
  readonly unit: string;
  readonly model: string;
}

export interface ApplicationBody {
  readonly sid: string;
  /** `awaited`: it has not come yet, and calls wait for it; `missing`: the fallback applies. */
  readonly status: 'served' | 'awaited' | 'missing';
  /** Until when calls wait for it; null unless they do. */
  readonly until: string | null;
  /** The version that is served; null if none is. */
  readonly version: number | null;
}

export interface HeldBody {
  readonly version: number;
  readonly revision: number;
  readonly type: string;
  /** By the propagation model; null while it waits for the canaries of a staged roll-out. */
  readonly until: string | null;
  /** Names of the fields that it changes, never values. */
  readonly changed: readonly string[];
}

const iso = (ms: number): string => new Date(ms).toISOString();

export const heldBody = ({ version, revision, type, due, event }: HeldVersion): HeldBody => ({
  version,
  revision,
  type,
  until: isGated(due) ? null : iso(due),
  changed: event?.changed ?? [],
});

const applicationBody = (named: NamedApplication): ApplicationBody | null => {
  switch (named.kind) {
    case 'none':
      return null;
    case 'served': {
      const { sid, version } = named.application.event;
      return { sid, status: 'served', until: null, version };
    }
    case 'awaited':
      return { sid: named.sid, status: 'awaited', until: iso(named.until), version: null };
    default:
      return { sid: named.sid, status: 'missing', until: null, version: null };
  }
};

const progressOf = ({ partitions }: UnitStatus, lane: Lane): ClientBody['partition'] => {
  const place = placeOfLane(lane);
  const found = partitions.find(
    ({ topic, partition }) => topic === place?.topic && partition === place?.partition,
  );
  const { received = 0, proved = 0, visible = 0 } = found ?? {};
  return { partition: place?.partition ?? 0, received, proved, visible };
};

/** What a unit believes of a Client that it serves: each field is named here, so that no secret can slip in. */
export const clientBody = (
  { client, next, overtaken, receivedVersion, parked, lane }: Extract<Belief, { kind: 'served' }>,
  { status, application }: { readonly status: UnitStatus; readonly application: NamedApplication },
): ClientBody => {
  const { event, appliedAt } = client;
  return {
    login: event.state.login,
    domain: event.domain,
    sid: event.sid,
    account_sid: event.accountSid,
    version: event.version,
    revision: event.revision,
    status: event.state.status,
    recorded_at: event.recordedAt,
    applied_at: iso(appliedAt),
    held: next === null ? null : heldBody(next),
    overtaken,
    received_version: receivedVersion,
    parked: parked === null ? null : { version: parked.version, problem: parked.problem },
    application: applicationBody(application),
    partition: progressOf(status, lane),
    unit: status.unit,
    model: status.model,
  };
};
