import type { ResourceKind } from '@tandem/contracts';
import type { ListResources, Resources } from '@tandem/provisioning';
import { problem } from '../errors/problem.ts';
import type { Face } from '../faces/face.ts';
import { DEFAULT_PAGE_SIZE } from '../query/list-query.ts';
import type { ListQuery } from '../query/list-query.ts';
import { pageEntity, streamEntity } from '../rendering/resource-list.ts';
import { problemAnswer } from '../server/answer.ts';
import type { Answer } from '../server/answer.ts';
import type { HandlerContext } from '../server/handler-context.ts';

/** One kind of resource, and how it looks. */
export interface Listed<K extends ResourceKind> {
  readonly face: Face<K>;
  readonly resources: Resources<K>;
}

const filterOf = (
  { filters }: Pick<Face, 'filters'>,
  { account }: HandlerContext,
  query: ListQuery,
): ListResources => {
  const given = filters.map(({ parameter, filters: by }) => {
    const value = query[parameter];
    return value === undefined ? {} : by(value);
  });
  return Object.assign({ accountSid: account.sid }, ...given) as ListResources;
};

/** The next page by the same path form and filters, as a reference relative to this host (RFC 8288 §3.1). */
const nextLink = (
  { collection, filters }: Pick<Face, 'collection' | 'filters'>,
  { prefix, suffix, account }: HandlerContext,
  { query, size, token }: { query: ListQuery; size: number; token: string },
): string => {
  const parameters = new URLSearchParams({ PageSize: String(size), PageToken: token });
  for (const { parameter } of filters) {
    const value = query[parameter];
    if (value !== undefined) parameters.set(parameter, value);
  }
  return `<${prefix}/2012-04-24/Accounts/${account.sid}/${collection}${suffix}?${parameters.toString()}>; rel="next"`;
};

/** One page, with the number of all and the way to the next. */
export const pageAnswer = async <K extends ResourceKind>(
  { face, resources }: Listed<K>,
  context: HandlerContext,
  query: ListQuery,
): Promise<Answer> => {
  const size = Number(query.PageSize ?? DEFAULT_PAGE_SIZE);
  const page = await resources.page({
    ...filterOf(face, context, query),
    pageSize: size,
    ...(query.PageToken !== undefined && { pageToken: query.PageToken }),
  });
  if (page === null) return problemAnswer(problem(21108));
  const token = page.nextPageToken;
  return {
    status: 200,
    headers: {
      'x-total-count': String(page.total),
      ...(token !== undefined && { link: nextLink(face, context, { query, size, token }) }),
    },
    entity: pageEntity(face, page.resources),
  };
};

async function* nothing(): AsyncGenerator<never> {}

/** Everything, streamed. Nothing is sent before the first piece is there, so that a broken store is still a 503. */
export const listAnswer = <K extends ResourceKind>(
  { face, resources }: Listed<K>,
  context: HandlerContext,
  { query, headersOnly }: { readonly query: ListQuery; readonly headersOnly: boolean },
): Answer => ({
  status: 200,
  entity: streamEntity(face, headersOnly ? nothing() : resources.list(filterOf(face, context, query))),
});
