import type { ResourceKind } from '@tandem/contracts';
import type { ResourceFilter, ResourceRow } from '@tandem/journal';
import type { ListResources, PageResources } from '../commands.ts';
import type { Definition } from '../domain/definition.ts';
import type { ResourceView } from '../outcomes.ts';
import type { ResourcePage } from '../resources.ts';
import type { Context } from './context.ts';
import { viewOf } from './resource-view.ts';

/** Rows that a streamed list reads at once: bounds its memory, whatever the account holds. */
const CHUNK = 500;

const filterOf = <K extends ResourceKind>(
  { kind }: Definition<K>,
  { accountSid, name, friendlyName, status }: ListResources,
): ResourceFilter<K> => ({
  kind,
  accountSid,
  ...(name !== undefined && { name }),
  ...(friendlyName !== undefined && { friendlyName }),
  ...(status !== undefined && { status }),
});

/** All live rows in creation order; those created meanwhile may follow at the end. */
export async function* rowsOf<K extends ResourceKind>(
  { readModel }: Pick<Context, 'readModel'>,
  filter: ResourceFilter<K>,
): AsyncGenerator<ResourceRow<K>> {
  let after = 0;
  for (;;) {
    const rows = await readModel.page({ ...filter, afterCreatedRevision: after, limit: CHUNK });
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < CHUNK) return;
    after = last.createdRevision;
  }
}

/** All live ones of the account in creation order. */
export async function* listResources<K extends ResourceKind>(
  context: Context,
  definition: Definition<K>,
  query: ListResources,
): AsyncGenerator<ResourceView<K>> {
  for await (const row of rowsOf(context, filterOf(definition, query))) yield viewOf(context, row);
}

const tokenAfter = ({ pageTokens }: Context, { accountSid, createdRevision }: ResourceRow): string =>
  pageTokens.encode(accountSid, createdRevision);

/** One page in creation order; null: the page token is not one of ours. */
export const pageResources = async <K extends ResourceKind>(
  context: Context,
  definition: Definition<K>,
  query: PageResources,
): Promise<ResourcePage<K> | null> => {
  const { accountSid, pageSize, pageToken } = query;
  const after = pageToken === undefined ? 0 : context.pageTokens.decode(accountSid, pageToken);
  if (after === null) return null;
  const filter = filterOf(definition, query);
  const [rows, total] = await Promise.all([
    // One more than asked for tells whether there is a next page.
    context.readModel.page({ ...filter, afterCreatedRevision: after, limit: pageSize + 1 }),
    context.readModel.count(filter),
  ]);
  const shown = rows.slice(0, pageSize);
  const last = shown.at(-1);
  return {
    resources: shown.map((row) => viewOf(context, row)),
    total,
    ...(last !== undefined && rows.length > pageSize && { nextPageToken: tokenAfter(context, last) }),
  };
};
