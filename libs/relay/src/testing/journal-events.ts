import type { JournalEvent, JournalNoop } from '@tandem/journal';
import { clientEvent } from '@tandem/contracts/testing';

/** A Client sid that ends in a readable number. */
export const clientSid = (number: number): string => `CL${number.toString(16).padStart(32, '0')}`;

/** A stored ClientCreated of `sid` at `revision`, as far as the relay looks at it. */
export const created = (
  sid: string,
  revision: number,
  over: Partial<JournalEvent<'Client'>> = {},
): JournalEvent<'Client'> => {
  const { state, credentials, accountSid, domain } = clientEvent({ sid, revision });
  return {
    kind: 'event',
    revision,
    eventId: `${sid}-1`,
    stream: sid,
    version: 1,
    previousRevision: 0,
    previousEventId: null,
    createdRevision: 0,
    type: 'ClientCreated',
    accountSid,
    recordedAt: Date.UTC(2013, 10, 4, 16, 33, 39),
    claim: `login:${accountSid}/${sid}`,
    payload: {
      domain,
      changed: ['login', 'password'],
      state: { ...state, login: sid },
      credentials: credentials ?? '',
      password: 'sealed',
    },
    metadata: {},
    ...over,
  };
};

const after = (previous: JournalEvent<'Client'>, revision: number): JournalEvent<'Client'> => ({
  ...previous,
  revision,
  eventId: `${previous.stream}-${previous.version + 1}`,
  version: previous.version + 1,
  previousRevision: previous.revision,
  previousEventId: previous.eventId,
  createdRevision: previous.createdRevision === 0 ? previous.revision : previous.createdRevision,
  claim: null,
});

export const updated = (previous: JournalEvent<'Client'>, revision: number): JournalEvent<'Client'> => ({
  ...after(previous, revision),
  type: 'ClientUpdated',
});

export const deleted = (previous: JournalEvent<'Client'>, revision: number): JournalEvent<'Client'> => ({
  ...after(previous, revision),
  type: 'ClientDeleted',
});

export const noop = (revision: number): JournalNoop => ({ kind: 'noop', revision });
