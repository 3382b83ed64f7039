import type { ClientFilter, ClientPageQuery } from '@tandem/journal';
import { CLIENT_COLUMNS } from './client-record.ts';

/** A query, or its end, and its parameters in order. */
export interface ClientQuery {
  readonly sql: string;
  readonly parameters: readonly (string | number)[];
}

/** Filters with their columns, the most selective first: its index is the one to use. */
const FILTERS = [
  { field: 'login', column: 'login', index: 'clients_by_login' },
  { field: 'friendlyName', column: 'friendly_name', index: 'clients_by_name' },
  { field: 'status', column: 'status', index: 'clients_by_status' },
] as const;

/**
 * The rows of an account that a filter names. The index is chosen here: without statistics SQLite cannot know that a
 * login is rarer than a status, and each index ends in the creation order that pages need.
 */
const clientsOf = (filter: ClientFilter): ClientQuery => {
  const used = FILTERS.filter(({ field }) => filter[field] !== undefined);
  const index = used[0]?.index ?? 'clients_by_creation';
  const conditions = used.map(({ column }) => ` AND ${column} = ?`).join('');
  return {
    sql: `FROM clients INDEXED BY ${index} WHERE deleted = 0 AND account_sid = ?${conditions}`,
    parameters: [filter.accountSid, ...used.map(({ field }) => filter[field] ?? '')],
  };
};

/** One page of them, in creation order. */
export const pageQuery = (query: ClientPageQuery): ClientQuery => {
  const { sql, parameters } = clientsOf(query);
  return {
    sql: `SELECT ${CLIENT_COLUMNS} ${sql} AND created_revision > ? ORDER BY created_revision LIMIT ?`,
    parameters: [...parameters, query.afterCreatedRevision, query.limit],
  };
};

/** Counting an account's rows one by one would block for longer the larger it is; triggers keep these two counts. */
export const countQuery = (filter: ClientFilter): ClientQuery => {
  if (filter.login !== undefined || filter.friendlyName !== undefined) {
    const { sql, parameters } = clientsOf(filter);
    return { sql: `SELECT count(*) AS count ${sql}`, parameters };
  }
  const sql = 'SELECT coalesce(sum(count), 0) AS count FROM live_clients WHERE account_sid = ?';
  return filter.status === undefined
    ? { sql, parameters: [filter.accountSid] }
    : { sql: `${sql} AND status = ?`, parameters: [filter.accountSid, filter.status] };
};
