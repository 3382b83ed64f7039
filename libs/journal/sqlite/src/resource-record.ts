import { messageOf, TandemError } from '@tandem/kernel';
import { indexedOf } from '@tandem/journal';
import type { ResourceRow } from '@tandem/journal';

/** A row of a table of resources. */
export interface ResourceRecord {
  readonly sid: string;
  readonly account_sid: string;
  readonly domain: string;
  readonly version: number;
  readonly revision: number;
  readonly event_id: string;
  readonly created_revision: number;
  readonly deleted: number;
  readonly body: string;
}

type Body = Pick<ResourceRow, 'state' | 'credentials' | 'password' | 'requestHmac'>;

export const RESOURCE_COLUMNS =
  'sid, account_sid, domain, version, revision, event_id, created_revision, deleted, body';

/** What the upsert binds, in the order of its columns. */
export const parametersOf = (row: ResourceRow): (string | number)[] => {
  const { name, friendlyName, status } = indexedOf(row.state);
  const { state, credentials, password, requestHmac } = row;
  const body: Body = { state, credentials, password, requestHmac };
  return [
    row.sid,
    row.accountSid,
    row.domain,
    row.version,
    row.revision,
    row.eventId,
    row.createdRevision,
    row.deleted ? 1 : 0,
    JSON.stringify(body),
    name,
    friendlyName,
    status,
  ];
};

/** @throws TandemError JOURNAL_CORRUPT, naming the sid */
export const rowOf = (record: ResourceRecord): ResourceRow => {
  try {
    return {
      sid: record.sid,
      accountSid: record.account_sid,
      domain: record.domain,
      version: record.version,
      revision: record.revision,
      eventId: record.event_id,
      createdRevision: record.created_revision,
      ...(JSON.parse(record.body) as Body),
      deleted: record.deleted === 1,
    };
  } catch (error) {
    throw new TandemError(
      'JOURNAL_CORRUPT',
      `the read model's row of ${record.sid} cannot be read: ${messageOf(error)}`,
      { cause: error },
    );
  }
};
