import { rowOfEvent } from '@tandem/journal';
import type { ClientRow } from '@tandem/journal';
import { isSid } from '@tandem/kernel';
import type { Sid } from '@tandem/kernel';
import type { ClientView } from '../client-outcomes.ts';
import { viewOf } from './client-view.ts';
import type { Context } from './context.ts';

/** From the stream, and back into the read model, which did not have it. */
const rowFromStream = async ({ journal, projection }: Context, sid: Sid): Promise<ClientRow | null> => {
  const latest = (await journal.readStream(sid)).at(-1);
  if (latest === undefined) return null;
  const row = rowOfEvent(latest);
  await projection.write(row);
  return row;
};

const latestRow = async (context: Context, sid: Sid): Promise<ClientRow | null> => {
  const row = context.projection.isBehind(sid) ? null : await context.readModel.get(sid);
  return row ?? rowFromStream(context, sid);
};

/** A live Client of the account; null for all others. */
export const getClient = async (context: Context, accountSid: Sid, sid: Sid): Promise<ClientView | null> => {
  if (!isSid(sid, 'CL')) return null;
  const row = await latestRow(context, sid);
  return row === null || row.deleted || row.accountSid !== accountSid ? null : viewOf(context, row);
};
