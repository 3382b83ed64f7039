import { digestAdd, EMPTY_DIGEST } from '@tandem/contracts';
import type { PartitionDigest } from '@tandem/contracts';
import type { Sid } from '@tandem/kernel';

/** A resource as one place has it. */
export interface Holding {
  readonly version: number;
  readonly eventId: string;
  readonly deleted: boolean;
  /** A version that is served though another one was received, with no reason to. */
  readonly serves?: number | null;
}

export type Holdings = ReadonlyMap<Sid, Holding>;

/** A resource as the journal has it: the latest version when the audit began, and those that came while it ran. */
export interface Truth {
  /** null: it was created since. */
  readonly latest: Holding | null;
  readonly later: readonly Holding[];
}

export type Truths = ReadonlyMap<Sid, Truth>;

export interface Finding {
  readonly sid: Sid;
  readonly what: string;
}

/** What one place has, in short, and where it differs from the journal. */
export interface Comparison {
  readonly place: string;
  /** Count and digest of the resources that are not deleted there. */
  readonly digest: PartitionDigest;
  readonly findings: readonly Finding[];
}

export const digestOf = (holdings: Iterable<readonly [Sid, Holding]>): PartitionDigest => {
  let digest = EMPTY_DIGEST;
  for (const [sid, { version, eventId, deleted }] of holdings) {
    if (!deleted) digest = digestAdd(digest, { sid, version, eventId });
  }
  return digest;
};

const matches = (truth: Holding, { version, eventId, deleted }: Holding): boolean =>
  truth.version === version && truth.eventId === eventId && truth.deleted === deleted;

/** All versions that a place may have had when it was looked at, oldest first. */
export const versionsOf = ({ latest, later }: Truth): readonly Holding[] =>
  latest === null ? later : [latest, ...later];

const missing = ({ latest, later }: Truth): string | null =>
  // Deleted Clients are forgotten in the end.
  latest === null || versionsOf({ latest, later }).some(({ deleted }) => deleted)
    ? null
    : `is missing; the journal has version ${latest.version}`;

const difference = (truth: Truth | undefined, holding: Holding): string | null => {
  const { version, deleted, serves } = holding;
  if (truth === undefined) return deleted ? null : `has version ${version}, and the journal nothing`;
  const known = versionsOf(truth);
  if (!known.some((each) => matches(each, holding))) {
    const state = deleted ? 'as deleted' : 'as live';
    const [first] = known;
    return `has version ${version} ${state}; the journal has ${first?.version ?? 0}${first?.deleted === true ? ', a deletion' : ''}`;
  }
  return serves === undefined
    ? null
    : `has version ${version} but serves ${serves ?? 'none'}, and nothing waits`;
};

const byKey = (truths: Truths, holdings: Holdings): readonly Finding[] => {
  const found: Finding[] = [];
  for (const [sid, holding] of holdings) {
    const what = difference(truths.get(sid), holding);
    if (what !== null) found.push({ sid, what });
  }
  for (const [sid, truth] of truths) {
    const what = holdings.has(sid) ? null : missing(truth);
    if (what !== null) found.push({ sid, what });
  }
  return found;
};

/** Compares by digest, and where that differs key by key: what was written meanwhile is no difference. */
export const compare = (
  place: string,
  truths: Truths,
  holdings: Holdings,
  truth: PartitionDigest,
): Comparison => {
  const digest = digestOf(holdings);
  const odd = [...holdings.values()].some(({ serves }) => serves !== undefined);
  const same = digest.count === truth.count && digest.digest === truth.digest && !odd;
  return { place, digest, findings: same ? [] : byKey(truths, holdings) };
};
