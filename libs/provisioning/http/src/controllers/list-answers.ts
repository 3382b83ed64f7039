import type { Clients, ListClients } from '@tandem/provisioning';
import { problem } from '../errors/problem.ts';
import { DEFAULT_PAGE_SIZE } from '../query/list-query.ts';
import type { ListQuery } from '../query/list-query.ts';
import { clientPageEntity, clientStreamEntity } from '../rendering/client-list.ts';
import { problemAnswer } from '../server/answer.ts';
import type { Answer } from '../server/answer.ts';
import type { HandlerContext } from '../server/handler-context.ts';

const filterOf = ({ account }: HandlerContext, { Login, FriendlyName, Status }: ListQuery): ListClients => ({
  accountSid: account.sid,
  ...(Login !== undefined && { login: Login }),
  ...(FriendlyName !== undefined && { friendlyName: FriendlyName }),
  ...(Status !== undefined && { status: Status === '1' ? 1 : 0 }),
});

/** The next page by the same path form and filters, as a reference relative to this host (RFC 8288 §3.1). */
const nextLink = (
  context: HandlerContext,
  query: ListQuery,
  next: { size: number; token: string },
): string => {
  const { Login, FriendlyName, Status } = query;
  const parameters = new URLSearchParams({ PageSize: String(next.size), PageToken: next.token });
  for (const [name, value] of Object.entries({ Login, FriendlyName, Status })) {
    if (value !== undefined) parameters.set(name, value);
  }
  const { prefix, suffix, account } = context;
  return `<${prefix}/2012-04-24/Accounts/${account.sid}/Clients${suffix}?${parameters.toString()}>; rel="next"`;
};

/** One page, with the number of all and the way to the next. */
export const pageAnswer = async (
  clients: Clients,
  context: HandlerContext,
  query: ListQuery,
): Promise<Answer> => {
  const size = Number(query.PageSize ?? DEFAULT_PAGE_SIZE);
  const page = await clients.page({
    ...filterOf(context, query),
    pageSize: size,
    ...(query.PageToken !== undefined && { pageToken: query.PageToken }),
  });
  if (page === null) return problemAnswer(problem(21108));
  const token = page.nextPageToken;
  return {
    status: 200,
    headers: {
      'x-total-count': String(page.total),
      ...(token !== undefined && { link: nextLink(context, query, { size, token }) }),
    },
    entity: clientPageEntity(page.clients),
  };
};

async function* nothing(): AsyncGenerator<never> {}

/** Everything, streamed. Nothing is sent before the first piece is there, so that a broken store is still a 503. */
export const listAnswer = (
  clients: Clients,
  context: HandlerContext,
  { query, headersOnly }: { readonly query: ListQuery; readonly headersOnly: boolean },
): Answer => ({
  status: 200,
  entity: clientStreamEntity(headersOnly ? nothing() : clients.list(filterOf(context, query))),
});
