import type { ResourceKind } from '@tandem/contracts';
import type { JournalEvent, ResourceRow } from '@tandem/journal';
import { TandemError } from '@tandem/kernel';
import type { Sid } from '@tandem/kernel';
import type { Append } from '../domain/decisions.ts';
import { noResource } from '../domain/resource.ts';
import type { Resource } from '../domain/resource.ts';
import type { Undecided } from '../outcomes.ts';
import type { Context } from './context.ts';
import { nextEvent } from './new-event.ts';
import type { NextEvent } from './new-event.ts';
import { settle } from './settle.ts';
import { loadFromReadModel, loadFromStream } from './stored-resource.ts';
import type { StoredResource } from './stored-resource.ts';

/** `R`: decisions that append nothing. */
export type Change<K extends ResourceKind, R> =
  | { readonly kind: 'written'; readonly event: JournalEvent<K>; readonly before: ResourceRow<K> }
  | { readonly kind: 'decided'; readonly decision: R; readonly row: ResourceRow<K> | null }
  | Undecided;

export interface Target {
  readonly accountSid: Sid;
  readonly sid: Sid;
}

/** The row of a resource that a decision found there. */
export const foundRow = <K extends ResourceKind>(row: ResourceRow<K> | null): ResourceRow<K> => {
  if (row !== null) return row;
  throw new TandemError('JOURNAL_CORRUPT', 'a resource was found that has no event');
};

/** A resource of another account is as good as none. */
const within = <K extends ResourceKind>(accountSid: Sid, stored: StoredResource<K>): StoredResource<K> =>
  stored.row?.accountSid === accountSid ? stored : { ...stored, resource: noResource, row: null };

const undecided = (attempts: number): Undecided => ({
  kind: 'undecided',
  why: `other writes to this resource were faster ${attempts} times in a row`,
});

/**
 * Decides on a resource that is there and appends. The first look is at the read model, which may lag: an append proves
 * that it did not, and whatever is decided without one is decided again on the stream. A write that loses to another is
 * decided anew on what that one left; a caller who named versions then gets `version-mismatch` from the decision itself.
 * @param onTaken what it comes to when another resource holds the name that the event claims
 */
export const changeResource = async <K extends ResourceKind, R extends { readonly kind: string }>(
  context: Context,
  { accountSid, sid }: Target,
  decideOn: (resource: Resource<K>) => Append<NextEvent<K>> | R,
  onTaken?: (row: ResourceRow<K>) => R,
): Promise<Change<K, R>> => {
  const isAppend = (decision: Append<NextEvent<K>> | R): decision is Append<NextEvent<K>> =>
    decision.kind === 'append';
  const { attempts } = context.limits;
  for (let attempt = 0; attempt <= attempts; attempt += 1) {
    const load = attempt === 0 ? loadFromReadModel<K> : loadFromStream<K>;
    const { resource, row, proven } = within(accountSid, await load(context, sid));
    const decision = decideOn(resource);
    if (!isAppend(decision)) {
      if (proven) return { kind: 'decided', decision, row };
      continue;
    }
    const before = foundRow(row);
    const settled = await settle(context, nextEvent(decision.event, before, context));
    if (settled.kind === 'written') return { ...settled, before };
    if (settled.kind === 'undecided') return settled;
    if (settled.kind === 'taken' && onTaken !== undefined) {
      return { kind: 'decided', decision: onTaken(before), row: before };
    }
  }
  return undecided(attempts);
};
