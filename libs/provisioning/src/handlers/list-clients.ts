import type { ClientFilter, ClientRow } from '@tandem/journal';
import type { ListClients, PageClients } from '../client-commands.ts';
import type { ClientView } from '../client-outcomes.ts';
import type { ClientPage } from '../clients.ts';
import { viewOf } from './client-view.ts';
import type { Context } from './context.ts';

/** Rows that a streamed list reads at once: bounds its memory, whatever the account holds. */
const CHUNK = 500;

const filterOf = ({ accountSid, login, friendlyName, status }: ListClients): ClientFilter => ({
  accountSid,
  ...(login !== undefined && { login }),
  ...(friendlyName !== undefined && { friendlyName }),
  ...(status !== undefined && { status }),
});

/** All live Clients of the account in creation order; those created meanwhile may follow at the end. */
export async function* listClients(context: Context, query: ListClients): AsyncGenerator<ClientView> {
  const filter = filterOf(query);
  let after = 0;
  for (;;) {
    const rows = await context.readModel.page({ ...filter, afterCreatedRevision: after, limit: CHUNK });
    for (const row of rows) yield viewOf(context, row);
    const last = rows.at(-1);
    if (last === undefined || rows.length < CHUNK) return;
    after = last.createdRevision;
  }
}

const tokenAfter = ({ pageTokens }: Context, { accountSid, createdRevision }: ClientRow): string =>
  pageTokens.encode(accountSid, createdRevision);

/** One page in creation order; null: the page token is not one of ours. */
export const pageClients = async (context: Context, query: PageClients): Promise<ClientPage | null> => {
  const { accountSid, pageSize, pageToken } = query;
  const after = pageToken === undefined ? 0 : context.pageTokens.decode(accountSid, pageToken);
  if (after === null) return null;
  const filter = filterOf(query);
  const [rows, total] = await Promise.all([
    // One more than asked for tells whether there is a next page.
    context.readModel.page({ ...filter, afterCreatedRevision: after, limit: pageSize + 1 }),
    context.readModel.count(filter),
  ]);
  const shown = rows.slice(0, pageSize);
  const last = shown.at(-1);
  return {
    clients: shown.map((row) => viewOf(context, row)),
    total,
    ...(last !== undefined && rows.length > pageSize && { nextPageToken: tokenAfter(context, last) }),
  };
};
