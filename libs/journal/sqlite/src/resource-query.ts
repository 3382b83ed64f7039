import type { ResourceFilter, ResourcePageQuery } from '@tandem/journal';
import { RESOURCE_COLUMNS } from './resource-record.ts';
import { TABLES } from './tables.ts';

/** A query, or its end, and its parameters in order. */
export interface SqlQuery {
  readonly sql: string;
  readonly parameters: readonly (string | number)[];
}

/** Filters with their columns, the most selective first: its index is the one to use. */
const FILTERS = [
  { field: 'name', column: 'name', index: 'by_login' },
  { field: 'friendlyName', column: 'friendly_name', index: 'by_name' },
  { field: 'status', column: 'status', index: 'by_status' },
] as const;

/**
 * The rows of an account that a filter names. The index is chosen here: without statistics SQLite cannot know that a
 * name is rarer than a status, and each index ends in the creation order that pages need.
 */
const rowsOf = (filter: ResourceFilter): SqlQuery => {
  const used = FILTERS.filter(({ field }) => filter[field] !== undefined);
  const table = TABLES[filter.kind];
  const index = `${table}_${used[0]?.index ?? 'by_creation'}`;
  const conditions = used.map(({ column }) => ` AND ${column} = ?`).join('');
  return {
    sql: `FROM ${table} INDEXED BY ${index} WHERE deleted = 0 AND account_sid = ?${conditions}`,
    parameters: [filter.accountSid, ...used.map(({ field }) => filter[field] ?? '')],
  };
};

/** One page of them, in creation order. */
export const pageQuery = (query: ResourcePageQuery): SqlQuery => {
  const { sql, parameters } = rowsOf(query);
  return {
    sql: `SELECT ${RESOURCE_COLUMNS} ${sql} AND created_revision > ? ORDER BY created_revision LIMIT ?`,
    parameters: [...parameters, query.afterCreatedRevision, query.limit],
  };
};

/** Counting an account's rows one by one would block for longer the larger it is; triggers keep these two counts. */
export const countQuery = (filter: ResourceFilter): SqlQuery => {
  if (filter.name !== undefined || filter.friendlyName !== undefined) {
    const { sql, parameters } = rowsOf(filter);
    return { sql: `SELECT count(*) AS count ${sql}`, parameters };
  }
  const sql = `SELECT coalesce(sum(count), 0) AS count FROM live_${TABLES[filter.kind]} WHERE account_sid = ?`;
  return filter.status === undefined
    ? { sql, parameters: [filter.accountSid] }
    : { sql: `${sql} AND status = ?`, parameters: [filter.accountSid, filter.status] };
};
