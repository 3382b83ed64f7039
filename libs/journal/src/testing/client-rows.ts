import type { ClientState } from '@tandem/contracts';
import { newSid, systemRandom } from '@tandem/kernel';
import type { ResourceRow } from '../read-model.ts';
import { rowOfEvent } from '../row-of-event.ts';
import { storedAs } from './appending.ts';
import { creation } from './client-events.ts';

type RowOver = Partial<ResourceRow<'Client'>> &
  Partial<Pick<ClientState, 'login' | 'friendlyName' | 'status'>>;

/** The row of a new Client, by default created at a revision of its own; override what a test is about. */
export const clientRow = (over: RowOver = {}): ResourceRow<'Client'> => {
  const { login, friendlyName, status, ...rest } = over;
  const sid = over.sid ?? newSid('CL', systemRandom);
  const revision = over.revision ?? over.createdRevision ?? 1;
  const row = rowOfEvent(storedAs(creation({ stream: sid, login: login ?? sid }), revision));
  return {
    ...row,
    state: {
      ...row.state,
      friendlyName: friendlyName ?? row.state.friendlyName,
      status: status ?? row.state.status,
    },
    ...rest,
  };
};

/** The row one version later, with these changes. */
export const nextRow = (
  row: ResourceRow<'Client'>,
  changes: Partial<ClientState> = {},
): ResourceRow<'Client'> => ({
  ...row,
  version: row.version + 1,
  revision: row.revision + 1,
  eventId: `${row.sid}-${row.version + 1}`,
  state: { ...row.state, ...changes },
});
