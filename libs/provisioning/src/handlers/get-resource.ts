import { SID_PREFIXES } from '@tandem/contracts';
import type { ResourceKind } from '@tandem/contracts';
import { rowOfEvent } from '@tandem/journal';
import type { ResourceRow } from '@tandem/journal';
import { isSid } from '@tandem/kernel';
import type { Sid } from '@tandem/kernel';
import type { Definition } from '../domain/definition.ts';
import type { ResourceView } from '../outcomes.ts';
import type { Target } from './change-resource.ts';
import type { Context } from './context.ts';
import { viewOf } from './resource-view.ts';

/** From the stream, and back into the read model, which did not have it. */
const rowFromStream = async ({ journal, projection }: Context, sid: Sid): Promise<ResourceRow | null> => {
  const latest = (await journal.readStream(sid)).at(-1);
  if (latest === undefined) return null;
  const row = rowOfEvent(latest);
  await projection.write(row);
  return row;
};

/** The latest state of a sid, deleted ones too; null if there never was one. */
export const latestRow = async (context: Context, sid: Sid): Promise<ResourceRow | null> => {
  const row = context.projection.isBehind(sid) ? null : await context.readModel.get(sid);
  return row ?? rowFromStream(context, sid);
};

/** A live resource of the account; null for all others. */
export const getResource = async <K extends ResourceKind>(
  context: Context,
  { kind }: Definition<K>,
  { accountSid, sid }: Target,
): Promise<ResourceView<K> | null> => {
  if (!isSid(sid, SID_PREFIXES[kind])) return null;
  // A sid of a kind's prefix is of that kind.
  const row = (await latestRow(context, sid)) as ResourceRow<K> | null;
  return row === null || row.deleted || row.accountSid !== accountSid ? null : viewOf(context, row);
};
