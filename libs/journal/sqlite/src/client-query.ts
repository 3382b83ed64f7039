import type { ClientFilter } from '@tandem/journal';

/** A WHERE clause over live rows, and its parameters in order. */
export interface ClientQuery {
  readonly from: string;
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
export const clientQuery = (filter: ClientFilter): ClientQuery => {
  const used = FILTERS.filter(({ field }) => filter[field] !== undefined);
  const index = used[0]?.index ?? 'clients_by_creation';
  const conditions = used.map(({ column }) => ` AND ${column} = ?`).join('');
  return {
    from: `FROM clients INDEXED BY ${index} WHERE deleted = 0 AND account_sid = ?${conditions}`,
    parameters: [filter.accountSid, ...used.map(({ field }) => filter[field] ?? '')],
  };
};
