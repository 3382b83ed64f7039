import type { Context } from './context.ts';

/** When the event of a revision was recorded; null: there is none. */
export const recordedAt = async (
  { journal }: Pick<Context, 'journal'>,
  revision: number,
): Promise<number | null> => {
  const [entry] = await journal.readFrom(revision, 1);
  return entry?.kind === 'event' && entry.revision === revision ? entry.recordedAt : null;
};
