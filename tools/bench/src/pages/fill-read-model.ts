import { openSqliteStore } from '@tandem/journal-sqlite';
import type { ResourceRow } from '@tandem/journal';
import { createdClient } from '../system/clients.ts';

const CHUNK = 5000;
const RECORDED_AT = '2026-01-01T00:00:00.000Z';
const TEMPLATE = createdClient(0, RECORDED_AT);

/** The row of the Client with a number; one sealed text stands for all, as lists do not open digests. */
const rowOf = (number: number, credentials: string): ResourceRow<'Client'> => {
  const hex = number.toString(16).padStart(32, '0');
  const { accountSid, domain, state } = TEMPLATE;
  const revision = number + 1;
  return {
    sid: `CL${hex}`,
    ...{ accountSid, domain, version: 1, revision, createdRevision: revision, eventId: hex },
    state: { ...state, login: `bench${number}`, friendlyName: `Benchmark ${number}` },
    ...{ credentials, password: null, requestHmac: null, deleted: false },
  };
};

/** Puts Clients into a read model as the projection would have. */
export const fillReadModel = async (dir: string, clients: number): Promise<void> => {
  const store = await openSqliteStore({ dir });
  try {
    for (let from = 0; from < clients; from += CHUNK) {
      const length = Math.min(CHUNK, clients - from);
      const rows = Array.from({ length }, (_, index) => rowOf(from + index, TEMPLATE.credentials ?? ''));
      await store.readModel.upsert(rows);
    }
  } finally {
    await store.close();
  }
};
